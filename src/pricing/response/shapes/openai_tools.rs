//! Tools that a host runs for the model: searches, containers, pictures.

use super::one_modality::pictures;
use crate::pricing::error::Result;
use crate::pricing::media::ImageOutput;
use crate::pricing::number::{Count, Exact};
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Item, Node, part, sum};
use crate::sorting::sorted_distinct;

/// The model that draws for the tool where neither the tool nor its call names one.
const IMAGE_MODEL: &str = "gpt-image-1";

/// Searches that a usage object counts: Anthropic's and OpenRouter's `server_tool_use`.
pub(super) fn searches_in_usage(usage: &Node<'_>) -> Result<Option<Exact>> {
    let tools = usage.any_object(&["server_tool_use", "server_tool_use_details", "server_tools"]);
    let details = usage.object("prompt_tokens_details");
    Node::same_count(&[
        (tools, "web_search_requests"),
        (details, "web_search_requests"),
        (Some(*usage), "web_search_requests"),
    ])
}

/// xAI's tools, each billed by its calls.
pub(super) fn xai(usage: &Node<'_>, quantities: &mut Quantities) -> Result<()> {
    let Some(tools) = usage.object("server_side_tool_usage_details") else {
        return Ok(());
    };
    let searches = sum(&[
        tools.count("web_search_calls")?,
        tools.count("x_search_calls")?,
    ])?;
    let files = sum(&[
        tools.count("file_search_calls")?,
        tools.count("document_search_calls")?,
        tools.count("collections_search_calls")?,
    ])?;
    quantities.web_search_calls = quantities.web_search_calls.or(part(searches));
    quantities.file_search_calls = quantities.file_search_calls.or(part(files));
    quantities.code_interpreter_sessions = quantities.code_interpreter_sessions.or(part(
        tools.any_count(&["code_interpreter_calls", "code_execution_calls"])?,
    ));
    // A tool of the caller's own server costs nothing but its tokens.
    tools.tick(&["mcp_calls", "view_image_calls", "view_x_video_calls"]);
    Ok(())
}

/// Calls of hosted tools in the output of the Responses API, one item each, and the choices among
/// tools that change their price.
pub(super) fn of_responses(response: &Node<'_>, item: &mut Item) -> Result<()> {
    let finished = |kind: &'static str| {
        response.list("output").filter(move |call| {
            call.text("type") == Some(kind) && call.text("status") != Some("failed")
        })
    };
    // Opening a page that was found, and searching in it, are no searches of their own.
    let searches = finished("web_search_call").filter(|call| {
        let action = call.object("action").and_then(|action| action.text("type"));
        action.is_none_or(|action| action == "search")
    });
    let usage = response.object("tool_usage");
    let counted = match usage.and_then(|usage| usage.object("web_search")) {
        Some(search) => search.any_count(&["num_requests", "requests"])?,
        None => None,
    };
    let searches = Exact::whole(searches.count() as u64).max(counted.unwrap_or_default());
    let containers = finished("code_interpreter_call").map(|call| call.owned("container_id"));
    let containers = sorted_distinct(containers).len();
    let number = |n: usize| part(Some(Exact::whole(n as u64)));
    let quantities = &mut item.quantities;
    quantities.web_search_calls = quantities.web_search_calls.or(part(Some(searches)));
    quantities.file_search_calls = quantities
        .file_search_calls
        .or(number(finished("file_search_call").count()));
    quantities.code_interpreter_sessions =
        quantities.code_interpreter_sessions.or(number(containers));
    for tool in response.list("tools") {
        let kind = tool.text("type").unwrap_or_default();
        if kind.starts_with("web_search_preview") && quantities.web_search_calls.is_some() {
            item.variant = Some("web-search-preview".to_owned());
        }
        let memory = tool
            .object("container")
            .and_then(|container| container.text("memory_limit"));
        if kind == "code_interpreter" && quantities.code_interpreter_sessions.is_some() {
            quantities.code_interpreter_memory_gb = memory.and_then(gigabytes);
        }
    }
    Ok(())
}

/// "4g", "16GB".
fn gigabytes(limit: &str) -> Option<Count> {
    let digits = limit.trim_end_matches(|c: char| !c.is_ascii_digit());
    Count::new(digits.parse().ok()?)
}

/// What the tool that draws has billed on its own model: tokens, or pictures where only these
/// stand.
pub(super) fn drawn(response: &Node<'_>) -> Result<Option<Item>> {
    let tool = response
        .list("tools")
        .find(|tool| tool.text("type") == Some("image_generation"));
    let calls = || {
        response
            .list("output")
            .filter(|call| call.text("type") == Some("image_generation_call"))
    };
    let named = calls().find_map(|call| call.owned("model"));
    let of_tool = || tool.and_then(|tool| tool.owned("model"));
    let model = named
        .or_else(of_tool)
        .unwrap_or_else(|| IMAGE_MODEL.to_owned());
    let mut item = Item {
        model: Some(model),
        ..Item::default()
    };
    if let Some(usage) = response.within(&["tool_usage", "image_gen"]) {
        usage.account();
        item.quantities = pictures(&usage)?;
        let is_free = |count: &Option<Count>| count.is_none_or(|count| count.exact().is_zero());
        let nothing =
            is_free(&item.quantities.input_tokens) && is_free(&item.quantities.output_tokens);
        return Ok((!nothing).then_some(item));
    }
    let mut images: Vec<ImageOutput> = Vec::new();
    for call in calls().filter(|call| call.text("status") != Some("failed")) {
        let choice = |key: &str| {
            let of_tool = tool.and_then(|tool| tool.owned(key));
            call.owned(key)
                .or(of_tool)
                .filter(|choice| choice != "auto")
        };
        let size = choice("size").unwrap_or_else(|| "1024x1024".to_owned());
        images.push(ImageOutput {
            size,
            quality: choice("quality"),
            count: Some(1),
        });
    }
    item.quantities.generated_images = images;
    Ok((!item.quantities.generated_images.is_empty()).then_some(item))
}
