//! Reads little-endian numbers from bytes, never past their end.

use crate::error::TokenizerError;

/// The bytes that were not read yet.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// All bytes that were not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], TokenizerError> {
        match self.rest.split_at_checked(count) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(TokenizerError::corrupt("it is cut short")),
        }
    }

    /// So many bytes.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], TokenizerError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub fn u8(&mut self) -> Result<u8, TokenizerError> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    pub fn u16(&mut self) -> Result<u16, TokenizerError> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, TokenizerError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64, TokenizerError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A number of at most 28 bits, seven in a byte, the lowest first.
    pub fn leb128(&mut self) -> Result<u32, TokenizerError> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.u8()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(TokenizerError::corrupt("a number is too large"))
    }

    /// A UTF-8 text of at most 255 bytes, which follows its length.
    pub fn short_text(&mut self) -> Result<String, TokenizerError> {
        let length = self.u8()?;
        let bytes = self.take(usize::from(length))?;
        String::from_utf8(bytes.to_vec()).map_err(|_| TokenizerError::corrupt("a text is no UTF-8"))
    }
}
