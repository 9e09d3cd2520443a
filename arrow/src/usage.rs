//! A table of usage: which model, when, and how much, in columns of many types.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType};
use arrow_schema::{DataType, TimeUnit};
use tokenfare::pricing::{Day, Quantities};

use crate::error::{KernelError, Result};
use crate::texts::Texts;

/// What a column of usage states. In a table it has the name that [`UsageColumn::name`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsageColumn {
    /// `model`: the model's name, in any form that
    /// [`Catalog::quote`](tokenfare::pricing::Catalog::quote) reads.
    Model,
    /// `provider`: whose name the model's is.
    Provider,
    /// `on`: the day, as a date, a text `2026-11-20`, or a timestamp, whose day in UTC counts.
    On,
    /// `tier`: the service tier; standard where it is null.
    Tier,
    /// `region`: the provider's region.
    Region,
    /// One of the amounts of [`Quantities::NAMES`], by its index: whole numbers of any numeric
    /// type.
    Amount(usize),
}

impl UsageColumn {
    /// Every column that usage may have.
    ///
    /// ```
    /// use tokenfare_arrow::UsageColumn;
    ///
    /// let names: Vec<String> = UsageColumn::all().map(UsageColumn::name).collect();
    /// assert_eq!(names[..3], ["model", "provider", "on"]);
    /// assert!(names.contains(&"cached_input_tokens".to_owned()));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        let words = [
            Self::Model,
            Self::Provider,
            Self::On,
            Self::Tier,
            Self::Region,
        ];
        let amounts = 0..<Quantities>::NAMES.len();
        words.into_iter().chain(amounts.map(Self::Amount))
    }

    /// The column's name: that of the field of a
    /// [`QuoteRequest`](tokenfare::pricing::QuoteRequest) in Rust, `input_tokens`.
    pub fn name(self) -> String {
        match self {
            Self::Model => "model".to_owned(),
            Self::Provider => "provider".to_owned(),
            Self::On => "on".to_owned(),
            Self::Tier => "tier".to_owned(),
            Self::Region => "region".to_owned(),
            Self::Amount(index) => snake_case(<Quantities>::NAMES.get(index).unwrap_or(&"")),
        }
    }

    /// The column with this name.
    ///
    /// ```
    /// use tokenfare_arrow::UsageColumn;
    ///
    /// assert_eq!(UsageColumn::from_name("on"), Some(UsageColumn::On));
    /// assert_eq!(UsageColumn::from_name("tokens"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|column| column.name() == name)
    }
}

/// `inputTokens` as `input_tokens`.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

/// The columns of a table of usage, all of one length.
#[derive(Clone, Debug, Default)]
pub struct UsageColumns {
    columns: Vec<(UsageColumn, ArrayRef)>,
}

impl UsageColumns {
    /// A table without columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same table with another column.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{Int64Array, StringArray};
    /// use tokenfare_arrow::{UsageColumn, UsageColumns};
    ///
    /// let usage = UsageColumns::new()
    ///     .with(UsageColumn::Model, Arc::new(StringArray::from(vec!["gpt-4o"])))?;
    /// let two_rows = Arc::new(Int64Array::from(vec![1, 2]));
    /// assert!(usage.with(UsageColumn::Amount(1), two_rows).is_err());
    /// # Ok::<(), tokenfare_arrow::KernelError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`KernelError::Length`] for another number of rows than the columns before have,
    /// [`KernelError::Column`] for a column that is given twice.
    pub fn with(mut self, column: UsageColumn, array: ArrayRef) -> Result<Self> {
        let expected = self
            .columns
            .first()
            .map_or(array.len(), |(_, first)| first.len());
        if array.len() != expected {
            return Err(KernelError::Length {
                column: column.name(),
                found: array.len(),
                expected,
            });
        }
        if self.get(column).is_some() {
            return Err(KernelError::Column {
                message: format!("{} is given twice", column.name()),
                column: column.name(),
            });
        }
        self.columns.push((column, array));
        Ok(self)
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, first)| first.len())
    }

    pub(crate) fn get(&self, column: UsageColumn) -> Option<&ArrayRef> {
        let found = self.columns.iter().find(|(known, _)| *known == column);
        found.map(|(_, array)| array)
    }

    /// The texts of a column, if there is one.
    pub(crate) fn texts(&self, column: UsageColumn) -> Result<Option<Texts<'_>>> {
        let array = self.get(column);
        array
            .map(|array| Texts::new(array.as_ref(), &column.name()))
            .transpose()
    }

    /// The amounts, with their index among [`Quantities::NAMES`].
    pub(crate) fn amounts(&self) -> Result<Vec<(usize, Vec<Amount>)>> {
        let amounts = self
            .columns
            .iter()
            .filter_map(|(column, array)| match column {
                UsageColumn::Amount(index) => Some((*index, array)),
                _ => None,
            });
        let amounts = amounts.map(|(index, array)| {
            let name = || UsageColumn::Amount(index).name();
            Ok((index, amounts_of(array.as_ref(), name)?))
        });
        amounts.collect()
    }

    /// The days, if there is such a column.
    pub(crate) fn days(&self) -> Result<Option<Vec<RowDay>>> {
        self.get(UsageColumn::On)
            .map(|array| days_of(array.as_ref()))
            .transpose()
    }
}

/// An amount of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Null: the row does not state it.
    Missing,
    /// A whole number.
    Whole(u64),
    /// Negative, or no whole number.
    Invalid,
}

/// Where Arrow counts days from.
const EPOCH: &str = "1970-01-01";

/// The day of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDay {
    /// A number of days since 1970-01-01.
    SinceEpoch(i32),
    /// Null, or no day.
    Invalid,
}

impl RowDay {
    /// The calendar day; none before 1970.
    pub fn day(self) -> Option<Day> {
        let Self::SinceEpoch(days) = self else {
            return None;
        };
        let epoch: Day = EPOCH.parse().ok()?;
        epoch.checked_add_days(u32::try_from(days).ok()?)
    }
}

fn each_amount<T: ArrowPrimitiveType>(
    array: &dyn Array,
    of: impl Fn(T::Native) -> Amount,
) -> Vec<Amount> {
    let array = array.as_primitive::<T>();
    let amounts = array.iter().map(|value| value.map_or(Amount::Missing, &of));
    amounts.collect()
}

/// A float that is a whole number, as pandas has them where a column has nulls.
fn whole_float(value: f64) -> Amount {
    const EXACT_UP_TO: f64 = 9_007_199_254_740_992.0;
    if (0.0..=EXACT_UP_TO).contains(&value) && value.fract() == 0.0 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number between 0 and 2^53"
        )]
        return Amount::Whole(value as u64);
    }
    Amount::Invalid
}

fn whole<N: TryInto<u64>>(value: N) -> Amount {
    value.try_into().map_or(Amount::Invalid, Amount::Whole)
}

fn amounts_of(array: &dyn Array, name: impl Fn() -> String) -> Result<Vec<Amount>> {
    Ok(match array.data_type() {
        DataType::Int8 => each_amount::<Int8Type>(array, whole),
        DataType::Int16 => each_amount::<Int16Type>(array, whole),
        DataType::Int32 => each_amount::<Int32Type>(array, whole),
        DataType::Int64 => each_amount::<Int64Type>(array, whole),
        DataType::UInt8 => each_amount::<UInt8Type>(array, whole),
        DataType::UInt16 => each_amount::<UInt16Type>(array, whole),
        DataType::UInt32 => each_amount::<UInt32Type>(array, whole),
        DataType::UInt64 => each_amount::<UInt64Type>(array, whole),
        DataType::Float32 => each_amount::<Float32Type>(array, |value| whole_float(value.into())),
        DataType::Float64 => each_amount::<Float64Type>(array, whole_float),
        DataType::Decimal128(_, 0) => each_amount::<Decimal128Type>(array, whole),
        DataType::Null => vec![Amount::Missing; array.len()],
        found => {
            return Err(KernelError::Type {
                column: name(),
                found: found.clone(),
                expected: "an integer, a decimal of scale 0, or a float of whole numbers",
            });
        }
    })
}

fn each_day<T: ArrowPrimitiveType>(
    array: &dyn Array,
    of: impl Fn(T::Native) -> i64,
) -> Vec<RowDay> {
    let array = array.as_primitive::<T>();
    let days = array.iter().map(|value| {
        let days = value.and_then(|value| i32::try_from(of(value)).ok());
        days.map_or(RowDay::Invalid, RowDay::SinceEpoch)
    });
    days.collect()
}

fn days_of(array: &dyn Array) -> Result<Vec<RowDay>> {
    const SECONDS: i64 = 86_400;
    let in_day = |per_second: i64| move |value: i64| value.div_euclid(SECONDS * per_second);
    Ok(match array.data_type() {
        DataType::Date32 => each_day::<Date32Type>(array, i64::from),
        DataType::Date64 => each_day::<Date64Type>(array, in_day(1_000)),
        DataType::Timestamp(TimeUnit::Second, _) => {
            each_day::<TimestampSecondType>(array, in_day(1))
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            each_day::<TimestampMillisecondType>(array, in_day(1_000))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            each_day::<TimestampMicrosecondType>(array, in_day(1_000_000))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            each_day::<TimestampNanosecondType>(array, in_day(1_000_000_000))
        }
        _ => {
            let texts = Texts::new(array, "on").map_err(|error| match error {
                KernelError::Type { column, found, .. } => KernelError::Type {
                    column,
                    found,
                    expected: "a date, a timestamp, or texts like 2026-11-20",
                },
                other => other,
            })?;
            let mut days = Vec::with_capacity(texts.rows());
            let of_text = |_, text: &str| Ok(text.parse().map_or(RowDay::Invalid, since_epoch));
            texts.each(of_text, |day| days.push(day.unwrap_or(RowDay::Invalid)))?;
            days
        }
    })
}

fn since_epoch(day: Day) -> RowDay {
    let epoch = EPOCH.parse::<Day>();
    epoch.map_or(RowDay::Invalid, |epoch| {
        RowDay::SinceEpoch(day.days_since(epoch))
    })
}
