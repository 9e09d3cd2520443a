//! Reads width, height and format from the header of an image file.

use imagesize::{Compression, ImageError, ImageType};
use serde::Serialize;

use crate::pricing::error::{PricingError, Result};

/// The size and format of an image file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ImageSize {
    /// Width in pixels, after the rotation that the EXIF data of a JPEG asks for.
    pub width: u32,
    /// Height in pixels, after that rotation.
    pub height: u32,
    /// "png", "jpeg", "gif", "webp", "avif", "bmp" or "heic".
    pub format: &'static str,
}

/// Reads the size of a PNG, JPEG, GIF, WebP, AVIF, HEIC or BMP image from the first bytes of its
/// file. About 30 bytes suffice for most formats. The size in a JPEG follows its metadata, which can
/// be hundreds of kilobytes long.
///
/// ```
/// use tokenfare::pricing::image_size;
///
/// // The first 24 bytes of a PNG: signature, then the IHDR chunk with width and height.
/// let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
/// png.extend(640_u32.to_be_bytes());
/// png.extend(480_u32.to_be_bytes());
/// let size = image_size(&png)?;
/// assert_eq!((size.width, size.height, size.format), (640, 480, "png"));
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
///
/// # Errors
/// [`PricingError::InvalidImage`] for other formats, malformed headers, and files that end before
/// their size.
pub fn image_size(bytes: &[u8]) -> Result<ImageSize> {
    let invalid = |message: &str| PricingError::InvalidImage {
        message: message.to_owned(),
    };
    let format = match imagesize::image_type(bytes) {
        Ok(ImageType::Png) => "png",
        Ok(ImageType::Jpeg) => "jpeg",
        Ok(ImageType::Gif) => "gif",
        Ok(ImageType::Webp) => "webp",
        Ok(ImageType::Bmp) => "bmp",
        Ok(ImageType::Heif(Compression::Av1)) => "avif",
        Ok(ImageType::Heif(_)) => "heic",
        _ => {
            return Err(invalid(
                "the bytes begin no PNG, JPEG, GIF, WebP, AVIF, HEIC or BMP image",
            ));
        }
    };
    let size = imagesize::blob_size(bytes).map_err(|error| match error {
        ImageError::IoError(_) => invalid(&format!(
            "the {format} image is cut off before its size: give more of the file"
        )),
        _ => invalid(&format!("the header of the {format} image is malformed")),
    })?;
    let (Ok(mut width), Ok(mut height)) = (u32::try_from(size.width), u32::try_from(size.height))
    else {
        return Err(invalid("the image's sides do not fit 32 bits"));
    };
    if format == "bmp" {
        // A BMP that is stored top down has a negative height.
        height = height.cast_signed().unsigned_abs();
    }
    if width == 0 || height == 0 {
        return Err(invalid(&format!(
            "the {format} image says that a side is 0 pixels"
        )));
    }
    if format == "jpeg" && exif_orientation(bytes).is_some_and(swaps_sides) {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(ImageSize {
        width,
        height,
        format,
    })
}

/// Orientations 5 to 8 of EXIF 2.32, tag 0x0112, swap width and height.
fn swaps_sides(orientation: u16) -> bool {
    (5..=8).contains(&orientation)
}

/// The orientation tag in a JPEG's EXIF segment.
fn exif_orientation(jpeg: &[u8]) -> Option<u16> {
    let mut at = 2; // after the start-of-image marker
    loop {
        let [0xFF, marker] = *jpeg.get(at..at + 2)? else {
            return None;
        };
        match marker {
            0xFF => at += 1,               // fill byte
            0xD0..=0xD8 | 0x01 => at += 2, // markers without content
            0xDA | 0xD9 => return None,    // image data, end
            _ => {
                let length = usize::from(u16::from_be_bytes(
                    jpeg.get(at + 2..at + 4)?.try_into().ok()?,
                ));
                let content = jpeg.get(at + 4..at + 2 + length)?;
                if marker == 0xE1
                    && let Some(tiff) = content.strip_prefix(b"Exif\0\0")
                {
                    return tiff_orientation(tiff);
                }
                at += 2 + length;
            }
        }
    }
}

fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let first = tiff.get(4..8)?.try_into().ok()?;
    let first = if little {
        u32::from_le_bytes(first)
    } else {
        u32::from_be_bytes(first)
    };
    let directory = usize::try_from(first).ok()?;
    for entry in 0..usize::from(u16_at(directory)?) {
        // tag, type, count, value: 2 + 2 + 4 + 4 bytes
        let entry = directory.checked_add(2 + entry * 12)?;
        if u16_at(entry)? == 0x0112 {
            return u16_at(entry + 8);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::image_size;
    use crate::{Coded, ErrorCode};

    fn jpeg(exif: Option<(bool, u16)>) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        if let Some((little, orientation)) = exif {
            let u16s = |n: u16| {
                if little {
                    n.to_le_bytes()
                } else {
                    n.to_be_bytes()
                }
            };
            let u32s = |n: u32| {
                if little {
                    n.to_le_bytes()
                } else {
                    n.to_be_bytes()
                }
            };
            let mut tiff = if little {
                b"II*\0".to_vec()
            } else {
                b"MM\0*".to_vec()
            };
            tiff.extend(u32s(8));
            tiff.extend(u16s(2));
            // Another entry first: 0x010F (maker), then the orientation.
            for (tag, value) in [(0x010F, 0), (0x0112, orientation)] {
                tiff.extend(u16s(tag));
                tiff.extend(u16s(3));
                tiff.extend(u32s(1));
                tiff.extend(u16s(value));
                tiff.extend([0, 0]);
            }
            let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
            file.extend([0xFF, 0xE1]);
            file.extend(length.to_be_bytes());
            file.extend(b"Exif\0\0");
            file.extend(tiff);
        }
        // SOF0: length 17, 8 bits, height 300, width 400, 3 components
        file.extend([0xFF, 0xC0, 0, 17, 8, 1, 44, 1, 144, 3]);
        file.extend([1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        file.extend([0xFF, 0xD9]);
        file
    }

    fn size(bytes: &[u8]) -> (u32, u32, &'static str) {
        let size = image_size(bytes).unwrap();
        (size.width, size.height, size.format)
    }

    #[test]
    fn a_jpeg_that_lies_on_its_side_is_turned() {
        assert_eq!(size(&jpeg(None)), (400, 300, "jpeg"));
        for little in [false, true] {
            for orientation in 0..=9 {
                let turned = (5..=8).contains(&orientation);
                let expected = if turned {
                    (300, 400, "jpeg")
                } else {
                    (400, 300, "jpeg")
                };
                assert_eq!(
                    size(&jpeg(Some((little, orientation)))),
                    expected,
                    "{orientation}"
                );
            }
        }
    }

    #[test]
    fn headers_of_the_other_formats() {
        let mut gif = b"GIF89a".to_vec();
        gif.extend([64, 1, 200, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 64, 1, 200, 0, 0]);
        assert_eq!(size(&gif), (320, 200, "gif"));
        let mut bmp = b"BM".to_vec();
        bmp.extend([0; 12]);
        bmp.extend(40_u32.to_le_bytes());
        bmp.extend(33_i32.to_le_bytes());
        bmp.extend((-65_i32).to_le_bytes()); // stored top down
        bmp.extend([0; 30]);
        assert_eq!(size(&bmp), (33, 65, "bmp"));
        // WebP, extended: sides minus one in 24 bits
        let mut webp = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        webp.extend([0xFF, 3, 0, 0xFF, 1, 0]);
        webp.extend([0; 8]);
        assert_eq!(size(&webp), (1024, 512, "webp"));
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_survived() {
        for whole in [jpeg(Some((true, 6))), jpeg(Some((false, 8)))] {
            for end in 0..whole.len() {
                let _ = image_size(&whole[..end]);
            }
            for at in 0..whole.len() {
                for value in [0, 1, 0x7F, 0x80, 0xFF] {
                    let mut broken = whole.clone();
                    broken[at] = value;
                    let _ = image_size(&broken);
                }
            }
        }
    }

    #[test]
    fn what_is_no_image_says_so() {
        for bytes in [
            &b""[..],
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n\0\0",
            &[0xFF, 0xD8, 0xFF],
        ] {
            assert_eq!(
                image_size(bytes).unwrap_err().code(),
                ErrorCode::InvalidImage
            );
        }
    }
}
