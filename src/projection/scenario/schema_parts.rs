//! Parts of the JSON Schema that stand for types of other modules.

use schemars::{Schema, SchemaGenerator, json_schema};

pub fn version(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "const": 1 })
}

pub fn tier(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "enum": ["standard", "batch", "flex", "priority", "fast", "ultrafast"],
        "description": "\"fast\" is read as \"priority\", the name it had before."
    })
}

pub fn images(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "maxItems": 1000,
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["width", "height"],
            "properties": {
                "width": { "type": "integer", "minimum": 1 },
                "height": { "type": "integer", "minimum": 1 },
                "detail": { "enum": ["low", "high", "auto", "original"] },
                "count": { "type": "number", "minimum": 0 }
            }
        }
    })
}

pub fn generated_images(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "maxItems": 1000,
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["size"],
            "properties": {
                "size": { "type": "string" },
                "quality": { "type": "string" },
                "count": { "type": "number", "minimum": 0 }
            }
        }
    })
}
