//! Which models a comparison leaves out: those that cannot do the task, and those of the past.

use super::request::QuoteRequest;
use crate::pricing::catalog::{Catalog, Modality, Resolved};
use crate::pricing::number::{Count, Day};

/// A comparison leaves out prices that were last checked more than this many days before.
pub const FORGOTTEN_AFTER_DAYS: i32 = 180;

/// A comparison leaves out models that have been switched off for more than this many days.
const GONE_AFTER_DAYS: i32 = 180;

impl Catalog {
    /// Why a comparison leaves a model out, if it does.
    pub(crate) fn leaves_out(
        &self,
        request: &QuoteRequest,
        model: &Resolved<'_>,
    ) -> Option<String> {
        let day = request.on.unwrap_or(self.checked());
        unable(request, model).or_else(|| of_the_past(model, day))
    }
}

/// What the model cannot do that the request asks for.
fn unable(request: &QuoteRequest, model: &Resolved<'_>) -> Option<String> {
    let (record, q) = (model.record(), &request.quantities);
    let some = |count: Option<Count>| count.is_some_and(|count| !count.exact().is_zero());
    let has_media = some(q.audio_input_tokens)
        || some(q.audio_input_seconds)
        || some(q.image_input_tokens)
        || some(q.video_input_tokens)
        || !q.images.is_empty();
    let reads_text = request.prompt.is_some() || some(q.input_tokens) && !has_media;
    if reads_text && !record.input.is_empty() && !record.input.contains(&Modality::Text) {
        return Some(format!("{} does not read text", model.id()));
    }
    let makes_media =
        some(q.audio_output_tokens) || some(q.image_output_tokens) || some(q.video_output_tokens);
    let writes_text = request.completion.is_some() || some(q.output_tokens) && !makes_media;
    if writes_text && !record.output.is_empty() && !record.output.contains(&Modality::Text) {
        return Some(format!("{} does not write text", model.id()));
    }
    // What reads text only to accompany a recording is no model for a prompt.
    let transcribes = record.input.contains(&Modality::Audio) && record.id.contains("transcribe");
    (reads_text && transcribes).then(|| format!("{} transcribes recordings", model.id()))
}

/// Whether the model or what is known of its price belongs to the past.
fn of_the_past(model: &Resolved<'_>, day: Day) -> Option<String> {
    if let Some(retires) = model.record().retires
        && day.days_since(retires) > GONE_AFTER_DAYS
    {
        return Some(format!("{} was switched off on {retires}", model.id()));
    }
    let rows = model.rows().filter(|row| row.in_force(day));
    let newest = rows.filter_map(|row| model.source_of(row).1).max()?;
    (day.days_since(newest) > FORGOTTEN_AFTER_DAYS)
        .then(|| format!("the prices of {} were last checked on {newest}", model.id()))
}
