//! Usage logs for JavaScript.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::border::{or_empty, read, write};
use super::handles::{self, Handles};
use super::memory;
use super::pricing::with_catalog;
use crate::ErrorCode;
use crate::usage_log::{ToScenarioOptions, UsageAnalysis, UsageLog, UsageReadOptions, UsageReader};

/// The most bytes that are kept for each byte of a log: a short row is a record and its names.
const LOG_PER_BYTE: usize = 2;

thread_local! {
    static READERS: Handles<RefCell<Option<UsageReader>>> = const { Handles::new() };
    static LOGS: Handles<UsageLog> = const { Handles::new() };
}

/// A reader of a log.
#[wasm_bindgen(js_name = usageReader)]
pub fn usage_reader(options: JsValue) -> Result<u32, Thrown> {
    let options: UsageReadOptions = read(or_empty(options), ErrorCode::InvalidArgument)
        .map_err(|thrown| thrown.under("options"))?;
    let reader = UsageReader::new(&options)?;
    Ok(handles::keep(&READERS, RefCell::new(Some(reader))))
}

/// Reads bytes of a source. Returns how many records were read so far.
#[wasm_bindgen(js_name = usageReaderPush)]
#[allow(clippy::cast_precision_loss)]
pub fn usage_reader_push(handle: u32, bytes: &[u8], source: Option<String>) -> Result<f64, Thrown> {
    memory::require(bytes.len().saturating_mul(LOG_PER_BYTE))?;
    let reader = handles::get(&READERS, handle)?;
    let mut reader = reader.borrow_mut();
    let reader = reader.as_mut().ok_or_else(finished)?;
    Ok(reader.push(bytes, source.as_deref()) as f64)
}

/// The log, after all of its bytes were pushed. The reader is forgotten.
#[wasm_bindgen(js_name = usageReaderFinish)]
pub fn usage_reader_finish(handle: u32) -> Result<u32, Thrown> {
    let reader = handles::get(&READERS, handle)?
        .take()
        .ok_or_else(finished)?;
    handles::forget(&READERS, handle);
    Ok(handles::keep(&LOGS, reader.finish()))
}

fn finished() -> Thrown {
    Thrown::internal("the reader of the usage log is finished")
}

/// Forgets a reader.
#[wasm_bindgen(js_name = usageReaderForget)]
pub fn usage_reader_forget(handle: u32) {
    handles::forget(&READERS, handle);
}

/// Forgets a log.
#[wasm_bindgen(js_name = usageLogForget)]
pub fn usage_log_forget(handle: u32) {
    handles::forget(&LOGS, handle);
}

/// What was read of a log, and what was not.
#[wasm_bindgen(js_name = usageLogSummary)]
pub fn usage_log_summary(handle: u32) -> Result<String, Thrown> {
    write(handles::get(&LOGS, handle)?.summary())
}

/// Prices a log with a catalog, and compares it with the log of a bill.
#[wasm_bindgen(js_name = usageLogAnalyse)]
pub fn usage_log_analyse(
    handle: u32,
    catalog: u32,
    analysis: JsValue,
    billed: Option<u32>,
) -> Result<String, Thrown> {
    let log = handles::get(&LOGS, handle)?;
    let analysis: UsageAnalysis = read(or_empty(analysis), ErrorCode::InvalidArgument)
        .map_err(|thrown| thrown.under("options"))?;
    let billed = billed
        .map(|billed| handles::get(&LOGS, billed))
        .transpose()?;
    with_catalog(catalog, |catalog| {
        write(&log.analyse(&analysis, billed.as_deref(), catalog)?)
    })
}

/// A scenario that continues what a log shows. The result is JSON text.
#[wasm_bindgen(js_name = usageLogToScenario)]
pub fn usage_log_to_scenario(
    handle: u32,
    catalog: u32,
    options: JsValue,
) -> Result<String, Thrown> {
    let log = handles::get(&LOGS, handle)?;
    let options: ToScenarioOptions = read(or_empty(options), ErrorCode::InvalidArgument)
        .map_err(|thrown| thrown.under("options"))?;
    with_catalog(catalog, |catalog| {
        write(&log.to_scenario(&options, catalog)?)
    })
}
