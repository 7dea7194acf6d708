package org.stockpot.ui.data;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.data.Role;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;

/** Asks what newly dropped sets are for. Hidden while there are none. */
final class OffersPane extends VBox {
    private static final Texts TEXTS = Texts.of(OffersPane.class);

    private final DataModel model;

    OffersPane(DataModel model) {
        this.model = model;
        setId("data-offers");
        getStyleClass().add("cards");
        managedProperty().bind(visibleProperty());
        model.offersProperty().addListener((observable, before, now) -> show(now));
        show(model.offersProperty().get());
    }

    private void show(List<DataModel.Offer> offers) {
        setVisible(!offers.isEmpty());
        getChildren().setAll(offers.stream().map(this::card).toList());
    }

    private Node card(DataModel.Offer offer) {
        String id = "offer-" + Ids.of(offer.ref().name());
        var text = new Label(TEXTS.get(
                "offer.question",
                offer.ref().name(),
                offer.size().images(),
                offer.size().classes()));
        text.setId(id);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setTooltip(new Tooltip(offer.ref().path().toString()));
        var buttons = new FlowPane(6, 6);
        for (Role role : Role.values()) {
            var button = new Button(TEXTS.get("role." + role.id()));
            button.setId(id + "-" + role.id());
            button.getStyleClass().add("small");
            button.setDefaultButton(false);
            if (role == offer.ref().role()) {
                button.getStyleClass().add("accent");
            }
            button.setTooltip(new Tooltip(TEXTS.get("role." + role.id() + ".use")));
            button.setOnAction(event -> model.accept(offer, role));
            buttons.getChildren().add(button);
        }
        var not = new Button(TEXTS.get("offer.not"));
        not.setId(id + "-not");
        not.getStyleClass().addAll("small", "flat");
        not.setOnAction(event -> model.decline(offer));
        buttons.getChildren().add(not);
        var card = new VBox(text, buttons);
        card.getStyleClass().addAll("card", "offer");
        return card;
    }
}
