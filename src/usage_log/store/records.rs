//! All records of a log, and which of them are the same request.

use std::collections::HashMap;

use super::intern::{Interned, Text, Texts};
use super::packed::{pack, unpack};
use crate::pricing::{Count, Exact, Instant, Quantities, Tier};
use crate::usage_log::identity::{ByIdentity, Identity};
use crate::usage_log::record::{Key, RecordKind, UsageRecord};

/// What many records share: all but the time, the line and the quantities.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::usage_log) struct Shape {
    pub source: Option<Text>,
    pub format: Text,
    pub model: Option<Text>,
    pub provider: Option<Text>,
    pub tier: Option<Tier>,
    pub region: Option<Text>,
    pub variant: Option<Text>,
    pub kind: RecordKind,
    pub project: Option<Text>,
    pub key: Option<Text>,
    pub user: Option<Text>,
    pub workspace: Option<Text>,
    pub session: Option<Text>,
    pub item: Option<Text>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    seconds: i64,
    shape: u32,
    line: u32,
    /// Where its quantities begin.
    at: u32,
    flags: u8,
}

const HAS_TIME: u8 = 1;
const IS_DAY: u8 = 2;
/// Another row is the same request, and counts.
const IS_REPEATED: u8 = 4;

/// A row whose identity depends on which sessions go on from which.
#[derive(Clone, Copy, Debug)]
struct InSession {
    row: u32,
    session: Text,
    digest: Identity,
}

/// All records of a log.
#[derive(Debug, Default)]
pub(in crate::usage_log) struct Records {
    texts: Texts,
    shapes: Interned<Shape>,
    rows: Vec<Row>,
    packed: Vec<u8>,
    /// Images and the like, which few records have, by row.
    rest: HashMap<u32, Quantities>,
    /// Costs before discounts, which only bills state, by row.
    list_prices: HashMap<u32, Exact>,
    known: ByIdentity<u32>,
    in_sessions: Vec<InSession>,
    repeated: u64,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::usage_log) enum Added {
    /// It is a new request.
    New,
    /// It stood in a log before; the larger of the two counts.
    Repeated,
    /// The log is full.
    Full,
}

/// One record of a log.
#[derive(Clone, Debug)]
pub(in crate::usage_log) struct StoredRecord<'a> {
    /// Its place in the log.
    pub row: u32,
    pub time: Option<Instant>,
    pub line: u32,
    pub shape_number: u32,
    pub shape: &'a Shape,
    pub quantities: Quantities,
    pub reported: Option<Exact>,
    pub list_price: Option<Exact>,
}

impl Records {
    /// How many distinct records there are.
    pub fn len(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.flags & IS_REPEATED == 0).count()
    }

    /// How many records repeat another one.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    pub fn text(&self, text: Text) -> &str {
        self.texts.get(text)
    }

    /// Adds a record of a source.
    pub fn add(&mut self, record: &UsageRecord, source: Option<&str>, format: &str) -> Added {
        let Ok(row) = u32::try_from(self.rows.len()) else {
            return Added::Full;
        };
        if let Key::Request(identity) = &record.key {
            if let Some(known) = self.known.get(identity).copied() {
                self.repeated += 1;
                if size(&record.quantities) > self.size_of(known) {
                    self.put(known, record, source, format);
                }
                return Added::Repeated;
            }
            self.known.insert(*identity, row);
        }
        if u32::try_from(self.packed.len()).is_err() {
            return Added::Full;
        }
        self.rows.push(Row {
            seconds: 0,
            shape: 0,
            line: 0,
            at: 0,
            flags: 0,
        });
        self.put(row, record, source, format);
        if let Key::InSession { session, digest } = &record.key {
            let session = self.texts.text(session);
            self.in_sessions.push(InSession {
                row,
                session,
                digest: *digest,
            });
        }
        Added::New
    }

    fn put(&mut self, row: u32, record: &UsageRecord, source: Option<&str>, format: &str) {
        let source = source.map(|source| self.texts.text(source));
        let format = self.texts.text(format);
        let texts = &mut self.texts;
        let mut text = |text: &Option<String>| text.as_deref().map(|text| texts.text(text));
        let groups = &record.groups;
        let shape = Shape {
            model: text(&record.model),
            provider: text(&record.provider),
            tier: record.tier,
            region: text(&record.region),
            variant: text(&record.variant),
            kind: record.kind,
            project: text(&groups.project),
            key: text(&groups.key),
            user: text(&groups.user),
            workspace: text(&groups.workspace),
            session: text(&groups.session),
            item: text(&groups.item),
            source,
            format,
        };
        let shape = self.shapes.number(&shape, || shape.clone());
        let quantities = &record.quantities;
        let has_rest = !quantities.images.is_empty()
            || !quantities.generated_images.is_empty()
            || quantities.video_resolution.is_some()
            || quantities.code_interpreter_memory_gb.is_some();
        if has_rest {
            self.rest.insert(row, quantities.clone());
        }
        if let Some(price) = record.list_price {
            self.list_prices.insert(row, price);
        }
        let at = u32::try_from(self.packed.len()).unwrap_or(u32::MAX);
        pack(quantities, record.reported, &mut self.packed);
        let time = record.time;
        let flags = time.map_or(0, |time| HAS_TIME | if time.is_day { IS_DAY } else { 0 });
        if let Some(place) = self.rows.get_mut(row as usize) {
            *place = Row {
                seconds: time.map_or(0, |time| time.seconds),
                shape,
                line: u32::try_from(record.line).unwrap_or(u32::MAX),
                at,
                flags,
            };
        }
    }

    fn size_of(&self, row: u32) -> Exact {
        let packed = self
            .rows
            .get(row as usize)
            .and_then(|row| self.packed.get(row.at as usize..));
        packed.map_or(Exact::ZERO, |packed| size(&unpack(packed).0))
    }

    /// Finds the records of sessions that stand in another session too, of which they are a copy:
    /// `root` names the session from which one goes on. The record of the session that wrote it
    /// first counts.
    pub fn merge_sessions(&mut self, root: impl Fn(&str) -> (String, usize)) {
        let mut sessions = std::mem::take(&mut self.in_sessions);
        let mut of_session: HashMap<Text, (Text, usize)> = HashMap::new();
        for record in &sessions {
            of_session.entry(record.session).or_insert_with(|| {
                let (root, depth) = root(self.texts.get(record.session));
                (self.texts.text(&root), depth)
            });
        }
        let root_of = |session: Text| of_session.get(&session).copied().unwrap_or((session, 0));
        sessions.sort_by_key(|record| (root_of(record.session).1, record.row));
        let mut first: HashMap<(Text, Identity), u32> = HashMap::new();
        for record in sessions {
            let key = (root_of(record.session).0, record.digest);
            if *first.entry(key).or_insert(record.row) != record.row
                && let Some(row) = self.rows.get_mut(record.row as usize)
            {
                row.flags |= IS_REPEATED;
                self.repeated += 1;
            }
        }
    }

    /// One record.
    pub fn get(&self, row: u32) -> Option<StoredRecord<'_>> {
        let stored = self.rows.get(row as usize)?;
        if stored.flags & IS_REPEATED != 0 {
            return None;
        }
        let (quantities, reported) = unpack(self.packed.get(stored.at as usize..)?);
        let quantities = match self.rest.get(&row) {
            Some(all) => all.clone(),
            None => quantities,
        };
        Some(StoredRecord {
            row,
            time: (stored.flags & HAS_TIME != 0).then_some(Instant {
                seconds: stored.seconds,
                is_day: stored.flags & IS_DAY != 0,
            }),
            line: stored.line,
            shape_number: stored.shape,
            shape: self.shapes.get(stored.shape)?,
            quantities,
            reported,
            list_price: self.list_prices.get(&row).copied(),
        })
    }

    /// All records, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = StoredRecord<'_>> {
        let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        (0..rows).filter_map(|row| self.get(row))
    }
}

/// What a request used, in tokens: of several records of one request, the largest is complete.
fn size(quantities: &Quantities) -> Exact {
    let tokens = [quantities.input_tokens, quantities.output_tokens];
    let tokens = tokens.into_iter().flatten().map(Count::exact);
    tokens.fold(Exact::ZERO, |sum, count| {
        sum.checked_add(count).unwrap_or(sum)
    })
}
