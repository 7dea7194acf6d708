package org.stockpot.architecture.planted.data;

import tools.jackson.databind.JsonNode;

public class UsesJackson {
    public JsonNode labels;
}
