//! Whole requests to OpenAI: figures that others published after checking them with the API.

use serde_json::{Value, json};
use tokenfare::tokenizer::request::PartKind;
use tokenfare::tokenizer::{Encoding, EncodingName};

use super::counted_request::count;

fn total(request: &Value) -> usize {
    count(request).total
}

/// pamelafox/openai-messages-token-helper, tests/functions.py: requests of one system message and one
/// tool to gpt-35-turbo, checked by its tests/verify_functions.py.
#[test]
fn requests_with_tools_that_were_checked_with_the_api() {
    let text = |description: &str| json!({"type": "string", "description": description});
    let mood = json!({"type": "string", "enum": ["Happy", "Sad"]});
    let lost = text("Description in a second object is lost");
    let object = |members: Value| {
        json!({"object_1": {"type": "object", "description": "The object data type as a property",
            "properties": members}})
    };
    let with = |mut members: Value, name: &str, member: Value| {
        members[name] = member;
        members
    };
    let demo = (
        "data_demonstration",
        "This is the main function description",
    );
    let search = (
        "search_sources",
        "Retrieve sources from the Azure AI Search index",
    );
    let query = text("Query string to retrieve documents from azure search eg: 'Health care plan'");
    let query = json!({"search_query": query});
    let number = json!({"integer_enum": {"type": "integer", "enum": [-1, 1]}});
    let plain = json!({"search_query": {"type": "string"}});
    let order = json!({
        "product_name": text("Product name ordered by customer"),
        "quantity": {"type": "integer", "description": "Quantity ordered by customer"},
        "unit": {"type": "string", "enum": ["meals", "days"],
            "description": "unit of measurement of the customer order"},
    });
    let escalation = json!({"requires_escalation": {"type": "boolean", "description":
        "If user is showing signs of frustration or anger in the query. Also if the user says they \
        want to talk to a real person and not a chat bot."}});
    let addresses = json!({"addresses": {"type": "array", "items": {"type": "string"},
        "description": "The mailing addresses to be located"}});
    let null = json!({"null_value":
        {"type": "null", "description": "The null value to be returned"}});
    let no_type = json!({"no_type_value": {"description": "The no type value to be returned"}});
    let both = with(json!({"string_2a": mood}), "string_2b", lost);
    let outer = with(
        object(both.clone()),
        "string_1",
        text("Not required gets a question mark"),
    );
    let cases = [
        (
            demo,
            object(json!({"string1": {"type": "string"}})),
            vec!["object_1"],
            "none",
            65,
        ),
        (
            demo,
            object(json!({"string_2a": mood})),
            vec!["object_1"],
            "none",
            73,
        ),
        (demo, object(both), vec!["object_1"], "none", 89),
        (demo, outer, vec!["object_1"], "none", 103),
        (search, query.clone(), vec!["search_query"], "auto", 66),
        (search, query.clone(), vec!["search_query"], "none", 67),
        (search, query, vec!["search_query"], "search_sources", 75),
        (demo, number.clone(), vec![], "none", 54),
        (demo, number, vec![], "data_demonstration", 64),
        (search, Value::Null, vec![], "auto", 42),
        (search, Value::Null, vec![], "search_sources", 51),
        (search, plain.clone(), vec![], "auto", 49),
        (search, plain, vec!["search_query"], "auto", 49),
        (
            ("summarize_order", "Summarize the customer order request"),
            order,
            vec!["product_name", "quantity", "unit"],
            "none",
            86,
        ),
        (
            (
                "human_escalation",
                "Check if user wants to escalate to a human",
            ),
            escalation,
            vec!["requires_escalation"],
            "none",
            89,
        ),
        (
            (
                "get_coordinates",
                "Get the latitude and longitude of multiple mailing addresses",
            ),
            addresses,
            vec!["addresses"],
            "none",
            59,
        ),
        (
            ("get_null", "Get the null value"),
            null,
            vec!["null_value"],
            "none",
            55,
        ),
        (
            ("get_no_type", "Get the no type value"),
            no_type,
            vec!["no_type_value"],
            "none",
            59,
        ),
    ];
    for ((name, description), properties, required, choice, tokens) in cases {
        let mut function = json!({"name": name, "description": description});
        if !properties.is_null() {
            function["parameters"] =
                json!({"type": "object", "properties": properties, "required": required});
        }
        let choice = match choice {
            "auto" | "none" => json!(choice),
            name => json!({"type": "function", "function": {"name": name}}),
        };
        let request = json!({
            "model": "gpt-35-turbo",
            "messages": [{"role": "system", "content": "You are a bot."}],
            "tools": [{"type": "function", "function": function}],
            "tool_choice": choice,
        });
        assert_eq!(total(&request), tokens, "{request}");
    }
}

/// community.openai.com/t/538914: one to four calls of one message and their answers, to gpt-3.5-turbo.
#[test]
fn parallel_calls_that_were_billed() {
    for (calls, tokens) in [(1, 40), (2, 89), (3, 114), (4, 139)] {
        let ids: Vec<String> = (0..calls).map(|call| format!("call_{call}")).collect();
        let function = json!({"name": "calculator", "arguments": "{\"a\":2, \"b\":2}"});
        let called: Vec<Value> = ids
            .iter()
            .map(|id| json!({"id": id, "type": "function", "function": function}))
            .collect();
        let answers = ids
            .iter()
            .map(|id| json!({"role": "tool", "tool_call_id": id, "content": "4"}));
        let mut messages = vec![
            json!({"role": "user", "content": [{"type": "text", "text": "How much is 2 plus 2?"}]}),
            json!({"role": "assistant", "tool_calls": called}),
        ];
        messages.extend(answers);
        let request = json!({"model": "gpt-3.5-turbo", "messages": messages});
        assert_eq!(total(&request), tokens);
    }
}

/// hmarr/openai-chat-tokens, tests/token-counts.test.ts: functions and their calls, to gpt-3.5-turbo.
#[test]
fn functions_that_were_checked_with_the_api() {
    let text = json!({"type": "string"});
    let bing = |properties: Value| {
        json!([{"name": "bing_bong", "description": "Do a bing bong",
            "parameters": {"type": "object", "properties": properties}}])
    };
    let recipe = json!([{"name": "get_recipe", "parameters": {"type": "object",
        "required": ["ingredients", "instructions", "time_to_cook"], "properties": {
            "ingredients": {"type": "array", "items": {"type": "object",
                "required": ["name", "unit", "amount"], "properties": {
                    "name": text,
                    "unit": {"enum": ["grams", "ml", "cups", "pieces", "teaspoons"], "type": "string"},
                    "amount": {"type": "number"}}}},
            "instructions": {"type": "array", "items": text,
                "description": "Steps to prepare the recipe (no numbering)"},
            "time_to_cook": {"type": "number",
                "description": "Total time to prepare the recipe in minutes"}}}}]);
    let nested = json!({"foo": {"type": "object", "properties": {
        "bar": {"type": "string", "enum": ["a", "b", "c"]}, "baz": {"type": "boolean"}}}});
    let described = json!({"foo": text, "bar": {"type": "number", "description": "A number"}});
    for (functions, tokens) in [
        (
            json!([{"name": "foo", "parameters": {"type": "object", "properties": {}}}]),
            31,
        ),
        (
            json!([{"name": "foo", "description": "Do a foo",
            "parameters": {"type": "object", "properties": {}}}]),
            36,
        ),
        (bing(json!({"foo": text})), 49),
        (bing(described), 57),
        (bing(nested), 68),
        (recipe, 106),
    ] {
        let request = json!({"model": "gpt-3.5-turbo", "functions": functions,
            "messages": [{"role": "user", "content": "hello"}]});
        assert_eq!(total(&request), tokens, "{request}");
    }
    let answer = |content: &str| {
        json!([{"role": "user", "content": "hello world"},
            {"role": "function", "name": "do_stuff", "content": content}])
    };
    let call = |arguments: &str| {
        json!([{"role": "assistant", "content": "",
            "function_call": {"name": "do_stuff", "arguments": arguments}}])
    };
    for (messages, tokens) in [
        (answer("{}"), 15),
        (answer(r#"{"foo": "bar", "baz": 1.5}"#), 28),
        (call(r#"{"foo": "bar", "baz": 1.5}"#), 26),
        (call("{\"foo\":\"bar\", \"baz\":\n\n 1.5}"), 25),
    ] {
        let request = json!({"model": "gpt-3.5-turbo", "messages": messages});
        assert_eq!(total(&request), tokens, "{request}");
    }
}

/// The rules of GPT-5 and of Responses, worked out with the tokens of each text.
#[test]
fn generations_and_endpoints_differ_by_constants() {
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let tools = json!([{"type": "function", "function": {"name": "now", "description": "The time",
        "parameters": {"type": "object", "properties": {}}}}]);
    let flat = json!([{"type": "function", "name": "now", "description": "The time",
        "parameters": {"type": "object", "properties": {}}}]);
    let namespace = o200k.count_ordinary(
        "namespace functions {\n\n// The time\ntype now = () => any;\n\n} // namespace functions",
    );
    let messages = json!([{"role": "user", "content": "Hello"}]);
    for (request, tokens) in [
        (
            json!({"model": "gpt-4.1", "messages": messages}),
            3 + 1 + 1 + 3,
        ),
        (
            json!({"model": "gpt-5-mini", "messages": messages}),
            3 + 1 + 1 + 2,
        ),
        (
            json!({"model": "gpt-5-mini", "input": "Hello"}),
            3 + 1 + 1 + 2,
        ),
        (
            json!({"model": "gpt-4o", "messages": messages, "tools": tools}),
            8 + namespace + 9,
        ),
        (
            json!({"model": "gpt-4o", "input": "Hello", "tools": flat}),
            8 + namespace + 3,
        ),
        (
            json!({"model": "gpt-5", "messages": messages, "tools": tools}),
            7 + namespace + 9 + 82,
        ),
        (
            json!({"model": "gpt-5", "input": "Hello", "tools": flat}),
            7 + namespace + 9,
        ),
        // Models that search are billed the text alone.
        (
            json!({"model": "gpt-4o-search-preview", "messages": messages}),
            1,
        ),
    ] {
        assert_eq!(total(&request), tokens, "{request}");
    }
}

/// What recorded requests show of tools that the model searches for, of namespaces, and of empty
/// instructions.
#[test]
fn tools_of_responses_that_are_searched_for() {
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let tool =
        |name: &str| json!({"type": "function", "name": name, "parameters": {"type": "object"}});
    let search = json!({"type": "tool_search", "execution": "client", "parameters": {}});
    let request =
        |tools: Value, input: Value| json!({"model": "gpt-5.4", "tools": tools, "input": input});
    let ask = json!({"role": "user", "content": "Hello"});
    let alone = total(&request(json!([tool("now")]), json!([ask])));
    let searching = total(&request(json!([tool("now"), search]), json!([ask])));
    let definition = o200k.count_ordinary("type tool_search = () => any;\n\n");
    assert_eq!(searching, alone + definition + 18);
    let called = json!({"type": "tool_search_call", "call_id": "c", "execution": "client",
        "arguments": {"queries": ["time"]}});
    let found = json!({"type": "tool_search_output", "call_id": "c", "execution": "client",
        "tools": [tool("later")]});
    let with = count(&request(
        json!([tool("now"), search]),
        json!([ask, called, found]),
    ));
    assert!(with.complete, "{:?}", with.notes);
    let later = o200k.count_ordinary(
        "namespace functions {\n\ntype later = () => any;\n\n} // namespace functions",
    );
    // 3 and 3 around the call.
    let call = [
        "assistant",
        " to=functions.tool_search",
        "{\"queries\":[\"time\"]}",
    ];
    let call: usize = call.iter().map(|text| o200k.count_ordinary(text)).sum();
    assert_eq!(with.total, searching + call + 6 + later + 9 + 82 + 34);

    let call = |namespace: Value| {
        json!([ask, {"type": "function_call", "call_id": "c", "name": "now", "arguments": "{}",
            "namespace": namespace}])
    };
    let plain = total(&request(json!([tool("now")]), call(Value::Null)));
    let own = total(&request(
        json!([tool("now")]),
        call(json!("clock_of_the_world")),
    ));
    let longer = o200k.count_ordinary(" to=clock_of_the_world.now")
        - o200k.count_ordinary(" to=functions.now");
    assert_eq!(own, plain + longer);

    let mut empty = request(json!([tool("now")]), json!([ask]));
    empty["model"] = json!("gpt-4o");
    let without = total(&empty);
    empty["instructions"] = json!("");
    assert_eq!(total(&empty), without + 216);
}

#[test]
fn only_listed_models_are_exact() {
    let request =
        |model: &str| json!({"model": model, "messages": [{"role": "user", "content": "Hello"}]});
    for (model, exact) in [
        ("gpt-4o", true),
        ("openai/gpt-4o-2024-08-06", true),
        ("ft:gpt-4o-mini-2024-07-18:me::x", true),
        ("gpt-4o-search-preview", false),
        ("gpt-4o-mini-transcribe", false),
        ("gpt-4o-2099-01-01", false),
        ("gpt-5", false),
    ] {
        let found = count(&request(model));
        assert_eq!(found.exact, exact, "{model}");
        assert_eq!((found.low == found.high), exact, "{model}");
        assert!(found.low <= found.total && found.total <= found.high);
    }
}

#[test]
fn keywords_of_schemas_are_counted() {
    let of = |members: Value| {
        total(
            &json!({"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {
            "name": "f", "parameters": {"type": "object", "properties": members,
                "$defs": {"Address": {"type": "object", "properties": {
                    "street": {"type": "string"}, "city": {"type": "string"}}},
                    "Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}}}}}]}),
        )
    };
    let text = json!({"type": "string"});
    let inline = json!({"type": "object", "properties": {"street": text, "city": text}});
    let plain = of(json!({"a": text}));
    assert_eq!(
        of(json!({"a": {"$ref": "#/$defs/Address"}})),
        of(json!({"a": inline}))
    );
    assert!(of(json!({"a": {"anyOf": [text, {"type": "null"}]}})) > plain);
    assert!(of(json!({"a": {"oneOf": [text, {"type": "number"}]}})) > plain);
    assert!(of(json!({"a": {"type": ["string", "null"]}})) > plain);
    assert!(of(json!({"a": {"type": "string", "nullable": true}})) > plain);
    assert!(of(json!({"a": {"type": "string", "default": "b"}})) > plain);
    assert!(of(json!({"a": {"const": "a text of some length"}})) > plain);
    assert!(of(json!({"a": {"type": "array", "items": {"type": "array", "items": text}}})) > plain);
    // A schema that holds itself ends.
    assert!(of(json!({"a": {"$ref": "#/$defs/Node"}})) > plain);
}

#[test]
fn parts_add_up_and_unknown_fields_are_named() {
    let request = json!({
        "model": "gpt-5",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "hologram"}],
                "mood": "gay"},
        ],
        "tools": [{"type": "function", "function": {"name": "a"}}, {"type": "web_search"}],
        "tool_choice": "required",
        "response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "object"}}},
        "temperature": 0,
        "surprise": true,
    });
    let found = count(&request);
    let sum: usize = found.parts.iter().map(|part| part.tokens).sum();
    assert_eq!(sum, found.total);
    assert!(!found.complete && !found.exact);
    for word in ["surprise", "mood", "hologram", "web_search"] {
        assert!(
            found.notes.iter().any(|note| note.contains(word)),
            "{word}: {:?}",
            found.notes
        );
    }
    assert!(!found.notes.iter().any(|note| note.contains("temperature")));
    let tool = found
        .parts
        .iter()
        .find(|part| part.name.as_deref() == Some("a"));
    assert_eq!(tool.unwrap().part, PartKind::Tools);
}

#[test]
fn embeddings_are_billed_their_texts() {
    // "Hello", ",", " world", "!" twice; nothing around them.
    let request = json!({"model": "text-embedding-3-small", "dimensions": 128,
        "input": ["Hello, world!", "Hello, world!"]});
    let found = count(&request);
    assert_eq!(
        (found.total, found.complete),
        (8, true),
        "{:?}",
        found.notes
    );
}
