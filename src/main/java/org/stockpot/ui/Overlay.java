package org.stockpot.ui;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * One page over the window at a time, such as the palette. Escape and a click beside it close it; the keyboard stays in
 * it and goes back to where it was.
 */
final class Overlay extends StackPane {
    private final StackPane card = new StackPane();
    private Optional<Node> before = Optional.empty();

    Overlay() {
        setId("overlay");
        getStyleClass().add("overlay");
        card.getStyleClass().add("overlay-card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(card, Pos.TOP_CENTER);
        getChildren().add(card);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                hide();
            }
        });
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                hide();
            }
        });
        sceneProperty().addListener((observable, old, scene) -> {
            if (scene != null) {
                scene.focusOwnerProperty().addListener((owner, from, to) -> keepFocus(to));
            }
        });
    }

    /**
     * Shows a page.
     *
     * @param first what gets the keyboard
     */
    void show(Node page, Node first) {
        Scene scene = getScene();
        if (!isVisible() && scene != null) {
            before = Optional.ofNullable(scene.getFocusOwner());
        }
        card.getChildren().setAll(page);
        setVisible(true);
        first.requestFocus();
    }

    void hide() {
        if (!isVisible()) {
            return;
        }
        setVisible(false);
        card.getChildren().clear();
        before.filter(node -> node.getScene() != null).ifPresent(Node::requestFocus);
        before = Optional.empty();
    }

    /** Whether this page is shown. */
    boolean shows(Node page) {
        return isVisible() && card.getChildren().contains(page);
    }

    private void keepFocus(Node owner) {
        if (!isVisible() || owner == null) {
            return;
        }
        for (Node node = owner; node != null; node = node.getParent()) {
            if (node == this) {
                return;
            }
        }
        card.lookupAll("*").stream()
                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                .findFirst()
                .ifPresent(Node::requestFocus);
    }
}
