//! Every row of a usage as an exact decimal, or why it has none.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{Array, Decimal128Array, DictionaryArray, StringArray, StructArray};
use arrow_buffer::NullBufferBuilder;
use arrow_schema::{Field, Fields};
use tokenfare::ErrorCode;
use tokenfare::pricing::{Catalog, QuoteRequest, Tier};

use crate::error::{KernelError, Result};
use crate::rates::{AMOUNTS, Amounts, Card, DECIMALS, RowPrice};
use crate::usage::{Amount, RowDay, UsageColumn, UsageColumns};

/// Decimals of an amount in US dollars, all of which are exact.
pub const USD_SCALE: i8 = DECIMALS as i8;

/// Digits of such an amount.
const PRECISION: u8 = 38;

/// Cards that are kept from table to table. One takes about a kilobyte.
const MAX_CARDS: usize = 16_384;

/// Prices tables of usage, and remembers the rates of each model, day, tier and region.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::Decimal128Type;
/// use arrow_array::{Array, Int64Array, StringArray};
/// use tokenfare::pricing::Catalog;
/// use tokenfare_arrow::{Pricer, UsageColumn, UsageColumns};
///
/// let tokens = |name| UsageColumn::from_name(name).unwrap_or_else(|| unreachable!());
/// let usage = UsageColumns::new()
///     .with(UsageColumn::Model, Arc::new(StringArray::from(vec!["gpt-5.4-mini", "gpt-0"])))?
///     .with(tokens("input_tokens"), Arc::new(Int64Array::from(vec![1_000, 1_000])))?
///     .with(tokens("cached_input_tokens"), Arc::new(Int64Array::from(vec![800, 0])))?
///     .with(tokens("output_tokens"), Arc::new(Int64Array::from(vec![100, 100])))?;
/// let prices = Pricer::new(Catalog::embedded()?).price(&usage)?;
/// let usd = prices.column(0).as_primitive::<Decimal128Type>();
/// // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.50 / 1M
/// assert_eq!(usd.value_as_string(0), "0.000660000000000000");
/// assert!(usd.is_null(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Pricer<C> {
    catalog: C,
    words: Words,
    indexes: HashMap<Key, u32>,
    cards: Vec<std::result::Result<Card, ErrorCode>>,
}

/// What a card is for: words by their number, and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    model: u32,
    provider: u32,
    tier: u32,
    region: u32,
    /// Days since 1970-01-01. Without a column of days, the catalog's own.
    day: Option<i32>,
}

/// The words of a table's columns, numbered.
#[derive(Debug, Default)]
struct Words {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Words {
    /// Stands for null.
    const NULL: u32 = u32::MAX;

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(Self::NULL);
        self.numbers.insert(word.into(), number);
        self.words.push(word.into());
        number
    }

    fn word(&self, number: u32) -> Option<String> {
        let word = self.words.get(number as usize)?;
        Some(word.to_string())
    }
}

/// As [`Pricer::price`], for a single table.
///
/// # Errors
///
/// As [`Pricer::price`].
pub fn price(catalog: &Catalog, usage: &UsageColumns) -> Result<StructArray> {
    Pricer::new(catalog).price(usage)
}

impl<C: Deref<Target = Catalog>> Pricer<C> {
    /// Prices by this catalog.
    pub fn new(catalog: C) -> Self {
        Self {
            catalog,
            words: Words::default(),
            indexes: HashMap::new(),
            cards: Vec::new(),
        }
    }

    /// The price of each row, as [`Catalog::quote`] gives it: a struct of `usd`, a `Decimal128(38,
    /// 18)`, and `status`, a dictionary of texts.
    ///
    /// The status is `PRICED`, `ESTIMATED` where one of the rates is an estimate, or else the
    /// [`ErrorCode`] that says why `usd` is null: `UNKNOWN_MODEL`, `NO_PRICE`, `INVALID_USAGE` for
    /// amounts that contradict each other or are all null, `INVALID_ARGUMENT` for a day, tier,
    /// region or amount that is none, `LIMIT_EXCEEDED` for a price that the decimal cannot hold.
    ///
    /// # Errors
    ///
    /// [`KernelError::Column`] without a column of models or of amounts, [`KernelError::Type`] for
    /// a column of another type than [`UsageColumn`] says.
    pub fn price(&mut self, usage: &UsageColumns) -> Result<StructArray> {
        if self.cards.len() > MAX_CARDS || self.words.words.len() > MAX_CARDS {
            self.indexes.clear();
            self.cards.clear();
            self.words = Words::default();
        }
        let amounts = usage.amounts()?;
        if amounts.is_empty() {
            return Err(missing("an amount, such as input_tokens", "input_tokens"));
        }
        let models = self.numbers(usage, UsageColumn::Model)?;
        let models = models.ok_or_else(|| missing("the column model", "model"))?;
        let providers = self.numbers(usage, UsageColumn::Provider)?;
        let tiers = self.numbers(usage, UsageColumn::Tier)?;
        let regions = self.numbers(usage, UsageColumn::Region)?;
        let days = usage.days()?;
        let at = |column: &Option<Vec<u32>>, row: usize| match column {
            Some(numbers) => numbers.get(row).copied().unwrap_or(Words::NULL),
            None => Words::NULL,
        };
        let mut prices = Prices::with_capacity(usage.rows());
        let mut last = None;
        for (row, model) in models.into_iter().enumerate() {
            let day = match days.as_ref().map(|days| days.get(row)) {
                None => None,
                Some(Some(RowDay::SinceEpoch(day))) => Some(*day),
                Some(Some(RowDay::Invalid) | None) => {
                    prices.push(Err(ErrorCode::InvalidArgument));
                    continue;
                }
            };
            let key = Key {
                model,
                provider: at(&providers, row),
                tier: at(&tiers, row),
                region: at(&regions, row),
                day,
            };
            let row_amounts = match amounts_of(&amounts, row) {
                Ok(amounts) => amounts,
                Err(code) => {
                    prices.push(Err(code));
                    continue;
                }
            };
            let index = match last {
                Some((known, index)) if known == key => index,
                _ => self.index(key),
            };
            last = Some((key, index));
            prices.push(match self.cards.get_mut(index as usize) {
                Some(Ok(card)) => card.price(&self.catalog, &row_amounts),
                Some(Err(code)) => Err(*code),
                None => Err(ErrorCode::LimitExceeded),
            });
        }
        prices.finish()
    }

    /// The words of a column as numbers.
    fn numbers(&mut self, usage: &UsageColumns, column: UsageColumn) -> Result<Option<Vec<u32>>> {
        let Some(texts) = usage.texts(column)? else {
            return Ok(None);
        };
        let mut numbers = Vec::with_capacity(texts.rows());
        let mut last: Option<(&str, u32)> = None;
        texts.each(
            |_, word| {
                let number = match last {
                    Some((known, number)) if known == word => number,
                    _ => self.words.number(word),
                };
                last = Some((word, number));
                Ok(number)
            },
            |number| numbers.push(number.unwrap_or(Words::NULL)),
        )?;
        Ok(Some(numbers))
    }

    /// The index of the card for a key.
    fn index(&mut self, key: Key) -> u32 {
        if let Some(index) = self.indexes.get(&key) {
            return *index;
        }
        let card = self.card(key);
        let index = u32::try_from(self.cards.len()).unwrap_or(u32::MAX);
        self.cards.push(card);
        self.indexes.insert(key, index);
        index
    }

    fn card(&self, key: Key) -> std::result::Result<Card, ErrorCode> {
        let invalid = ErrorCode::InvalidArgument;
        let on = key
            .day
            .map(|day| RowDay::SinceEpoch(day).day().ok_or(invalid));
        let tier = self.words.word(key.tier);
        let tier = tier.map(|word| Tier::from_word(&word).ok_or(invalid));
        let request = QuoteRequest {
            model: self.words.word(key.model).unwrap_or_default(),
            provider: self.words.word(key.provider),
            on: on.transpose()?,
            tier: tier.transpose()?,
            region: self.words.word(key.region),
            ..Default::default()
        };
        Card::new(&self.catalog, request)
    }
}

/// The amounts of a row.
fn amounts_of(
    columns: &[(usize, Vec<Amount>)],
    row: usize,
) -> std::result::Result<Amounts, ErrorCode> {
    let mut amounts = [None; AMOUNTS];
    let mut is_stated = false;
    for (index, column) in columns {
        match column.get(row) {
            Some(Amount::Whole(amount)) => {
                is_stated = true;
                if let Some(slot) = amounts.get_mut(*index) {
                    *slot = Some(*amount);
                }
            }
            Some(Amount::Invalid) => return Err(ErrorCode::InvalidArgument),
            Some(Amount::Missing) | None => {}
        }
    }
    // What nobody has stated is unknown, and not nothing.
    if is_stated {
        Ok(amounts)
    } else {
        Err(ErrorCode::InvalidUsage)
    }
}

fn missing(what: &str, column: &str) -> KernelError {
    KernelError::Column {
        message: format!("usage needs {what}"),
        column: column.to_owned(),
    }
}

/// The words that `status` may be, in the order of its dictionary: first those of prices.
const STATUS: [&str; 8] = [
    "PRICED",
    "ESTIMATED",
    ErrorCode::UnknownModel.as_str(),
    ErrorCode::NoPrice.as_str(),
    ErrorCode::InvalidUsage.as_str(),
    ErrorCode::InvalidArgument.as_str(),
    ErrorCode::LimitExceeded.as_str(),
    ErrorCode::InvalidCatalog.as_str(),
];

/// The two columns of the result.
struct Prices {
    usd: Vec<i128>,
    nulls: NullBufferBuilder,
    status: Vec<i32>,
}

impl Prices {
    fn with_capacity(rows: usize) -> Self {
        Self {
            usd: Vec::with_capacity(rows),
            nulls: NullBufferBuilder::new(rows),
            status: Vec::with_capacity(rows),
        }
    }

    fn push(&mut self, price: RowPrice) {
        self.usd.push(price.map_or(0, |price| price.units));
        self.nulls.append(price.is_ok());
        self.status.push(match price {
            Ok(price) => i32::from(!price.is_exact),
            Err(code) => match code {
                ErrorCode::UnknownModel => 2,
                ErrorCode::NoPrice => 3,
                ErrorCode::InvalidUsage => 4,
                ErrorCode::LimitExceeded => 6,
                ErrorCode::InvalidCatalog => 7,
                _ => 5,
            },
        });
    }

    fn finish(mut self) -> Result<StructArray> {
        let usd = Decimal128Array::new(self.usd.into(), self.nulls.finish())
            .with_precision_and_scale(PRECISION, USD_SCALE)?;
        let words = Arc::new(StringArray::from_iter_values(STATUS));
        let status = DictionaryArray::<Int32Type>::try_new(self.status.into(), words)?;
        let fields = Fields::from(vec![
            Field::new("usd", usd.data_type().clone(), true),
            Field::new("status", status.data_type().clone(), false),
        ]);
        Ok(StructArray::try_new(
            fields,
            vec![Arc::new(usd), Arc::new(status)],
            None,
        )?)
    }
}
