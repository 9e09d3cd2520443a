//! The rule of Google's local tokenizer (google-genai 3.6.1, `local_tokenizer.py`).

use serde_json::Value;

use crate::encoding::Encoding;
use crate::error::TokenizerError;

/// The tokens of a request as Google's own `LocalTokenizer.count_tokens` counts them: those of every text
/// by itself, and nothing between them.
///
/// `request` is a body of `generateContent`. Its texts are those of the contents and of the system
/// instruction; names, keys and strings of function calls and their responses; names and descriptions of
/// functions; and of schemas, that of the answer included: the names of properties, descriptions,
/// formats, values of `enum` and names in `required`. Numbers count nothing. What the API bills may
/// differ: [`count_request`](crate::request::count_request) predicts that.
///
/// ```
/// use serde_json::json;
/// use tokenfare_tokenizer::chat::count_google_local;
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let gemma = Encoding::embedded(EncodingName::Gemma3)?;
/// let request = json!({"contents": [{"role": "user", "parts": [{"text": "Hello, world!"}]}]});
/// assert_eq!(count_google_local(gemma, &request)?, 4);
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
///
/// # Errors
///
/// [`TokenizerError::InvalidArgument`] if a part holds media, which Google's local tokenizer refuses.
pub fn count_google_local(encoding: &Encoding, request: &Value) -> Result<usize, TokenizerError> {
    let mut sum = Sum {
        encoding,
        tokens: 0,
    };
    for content in list(&request["contents"]) {
        sum.content(content)?;
    }
    match either(request, "systemInstruction", "system_instruction") {
        Value::String(text) => sum.text(text),
        instruction => sum.content(instruction)?,
    }
    for tool in list(&request["tools"]) {
        let functions = either(tool, "functionDeclarations", "function_declarations");
        for function in list(functions) {
            sum.text_of(function, "name");
            sum.text_of(function, "description");
            sum.schema(&function["parameters"]);
            sum.schema(&function["response"]);
        }
    }
    let config = either(request, "generationConfig", "generation_config");
    sum.schema(either(config, "responseSchema", "response_schema"));
    Ok(sum.tokens)
}

/// The member of one of two names: the API's, or that of Google's Python types.
fn either<'v>(value: &'v Value, name: &str, other: &str) -> &'v Value {
    match &value[name] {
        Value::Null => &value[other],
        found => found,
    }
}

/// The values of a list; a value that is none is a list of itself.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

struct Sum<'a> {
    encoding: &'a Encoding,
    tokens: usize,
}

impl Sum<'_> {
    fn text(&mut self, text: &str) {
        self.tokens += self.encoding.count_ordinary(text);
    }

    fn text_of(&mut self, value: &Value, name: &str) {
        if let Value::String(text) = &value[name] {
            self.text(text);
        }
    }

    fn content(&mut self, content: &Value) -> Result<(), TokenizerError> {
        if let Value::String(text) = content {
            self.text(text);
        }
        for part in list(&content["parts"]) {
            let media = [("inlineData", "inline_data"), ("fileData", "file_data")];
            if media
                .iter()
                .any(|(name, other)| !either(part, name, other).is_null())
            {
                return Err(TokenizerError::InvalidArgument {
                    path: "contents".to_owned(),
                    reason: "must hold no media, which Google's local tokenizer does not count",
                });
            }
            let call = either(part, "functionCall", "function_call");
            self.text_of(call, "name");
            self.values(&call["args"]);
            let response = either(part, "functionResponse", "function_response");
            self.text_of(response, "name");
            self.values(&response["response"]);
            self.text_of(part, "text");
        }
        Ok(())
    }

    /// The keys and the strings of a value.
    fn values(&mut self, value: &Value) {
        let mut rest = vec![value];
        while let Some(value) = rest.pop() {
            match value {
                Value::String(text) => self.text(text),
                Value::Array(values) => rest.extend(values),
                Value::Object(members) => {
                    for (name, value) in members {
                        self.text(name);
                        rest.push(value);
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }

    fn schema(&mut self, schema: &Value) {
        let mut rest = vec![schema];
        while let Some(schema) = rest.pop() {
            self.text_of(schema, "format");
            self.text_of(schema, "description");
            for name in ["enum", "required"] {
                for value in list(&schema[name]) {
                    self.values(value);
                }
            }
            if schema["items"].is_object() {
                rest.push(&schema["items"]);
            }
            if let Value::Object(properties) = &schema["properties"] {
                for (name, property) in properties {
                    self.text(name);
                    rest.push(property);
                }
            }
            self.values(&schema["example"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::count_google_local;
    use crate::encoding::Encoding;
    use crate::encoding_name::EncodingName;

    fn tools() -> Value {
        json!([{"functionDeclarations": [{
            "name": "get_weather",
            "description": "Get the weather of a city",
            "parameters": {
                "type": "OBJECT",
                "description": "The arguments",
                "required": ["city"],
                "properties": {
                    "city": {
                        "type": "STRING",
                        "description": "The name of the city",
                        "format": "x-city",
                    },
                    "unit": {"type": "STRING", "enum": ["celsius", "fahrenheit"]},
                    "days": {"type": "ARRAY", "items": {"type": "INTEGER", "description": "A day"}},
                },
            },
        }]}])
    }

    fn contents() -> Value {
        json!([
            {"role": "user", "parts": [{"text": "What is the weather in Paris?"}]},
            {"role": "model", "parts": [{"functionCall": {
                "name": "get_weather",
                "args": {
                    "city": "Paris", "unit": "celsius", "n": 3, "ok": true,
                    "l": ["a", "b"], "o": {"k": "v"},
                },
            }}]},
            {"role": "user", "parts": [{"functionResponse": {
                "name": "get_weather",
                "response": {"temp": "21 degrees", "list": ["sunny", "warm"]},
            }}]},
        ])
    }

    fn text(text: &str) -> Value {
        json!([{"role": "user", "parts": [{"text": text}]}])
    }

    /// The sums are those of google-genai 3.6.1, `LocalTokenizer("gemini-2.0-flash").count_tokens`.
    #[test]
    fn sums_are_those_of_the_local_tokenizer() {
        let gemma = Encoding::embedded(EncodingName::Gemma3).unwrap();
        let schema = json!({
            "type": "OBJECT",
            "properties": {
                "cities": {"type": "ARRAY", "items": {"type": "STRING"}, "description": "names"},
            },
            "required": ["cities"],
        });
        for (expected, request) in [
            (33, json!({"contents": contents()})),
            (
                34,
                json!({"contents": text("What is the weather?"), "tools": tools()}),
            ),
            (
                65,
                json!({
                    "contents": contents(), "tools": tools(),
                    "systemInstruction": {"parts": [{"text": "Be brief."}]},
                }),
            ),
            (
                6,
                json!({
                    "contents": text("List three cities"),
                    "generationConfig": {"responseSchema": schema},
                }),
            ),
        ] {
            assert_eq!(
                count_google_local(gemma, &request).unwrap(),
                expected,
                "{request}"
            );
        }
    }

    #[test]
    fn media_are_refused() {
        let gemma = Encoding::embedded(EncodingName::Gemma3).unwrap();
        let part = json!({"inlineData": {"mimeType": "image/png", "data": ""}});
        let request = json!({"contents": [{"role": "user", "parts": [part]}]});
        assert!(count_google_local(gemma, &request).is_err());
    }
}
