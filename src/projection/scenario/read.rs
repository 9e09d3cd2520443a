//! From JSON to a [`Scenario`].

use serde_json::Value;

use super::{Scenario, validate};
use crate::input;
use crate::projection::error::ProjectionError;

impl Scenario {
    /// Reads a scenario from JSON text.
    ///
    /// ```
    /// use tokenfare::Coded;
    /// use tokenfare::projection::Scenario;
    ///
    /// let error = Scenario::from_json(r#"{ "version": 1, "months": 0, "workloads": [] }"#).unwrap_err();
    /// assert_eq!(error.path(), Some("months"));
    /// assert_eq!(error.to_string(), "months must be a whole number from 1 to 600, not 0");
    /// ```
    ///
    /// # Errors
    /// [`ProjectionError::Invalid`] or [`ProjectionError::Limit`], with the field and what would be
    /// valid.
    pub fn from_json(json: &str) -> Result<Self, ProjectionError> {
        Self::from_value(&input::parse(json)?)
    }

    /// Reads a scenario from a JSON value.
    ///
    /// # Errors
    /// Those of [`from_json`](Self::from_json).
    pub fn from_value(value: &Value) -> Result<Self, ProjectionError> {
        input::from_value::<Self>(value)?.checked()
    }

    /// The scenario, if its fields agree with each other.
    ///
    /// # Errors
    /// Those of [`from_json`](Self::from_json).
    pub fn checked(self) -> Result<Self, ProjectionError> {
        validate(&self)?;
        Ok(self)
    }
}
