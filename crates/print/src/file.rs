//! From drawn pages to the bytes of a PDF file.
//!
//! `printpdf` writes what is hard: the faces with their widths and their way back to text, and the properties. The pages
//! are put beside that on its `lopdf` document, with what it has no word for: the language, resources that pages share,
//! and an id made from the content.

use chrono::{DateTime, Utc};
use flate2::{Compress, Compression, FlushCompress};
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use printpdf::{
    FontId, Mm, OffsetDateTime, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
    to_lopdf_doc,
};
use sha2::{Digest, Sha256};

use crate::document::{Form, Sheets};
use crate::faces::Cut;
use crate::measures::POINTS;
use crate::measures::Size;
use crate::{Language, PrintError};

/// What a file says of itself.
pub struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who made it.
    pub author: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// The language of its words.
    pub language: Language,
    /// What a viewer lists beside the pages: titles, and the pages on which they stand, from 0.
    pub outline: &'a [(String, usize)],
}

/// The file of `sheets`.
pub fn assemble(about: &About<'_>, sheets: Sheets) -> Result<Vec<u8>, PrintError> {
    let broken = |error: lopdf::Error| PrintError::Broken(error.to_string());
    let Sheets {
        size,
        forms,
        pages,
        used,
    } = sheets;
    let mut document = with_faces(about, used.cut()?)?;
    put_pages(&mut document, about.outline, size, &forms, pages).map_err(broken)?;
    document.compress();
    finish(&mut document, about).map_err(broken)?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .map_err(|error| PrintError::Broken(error.to_string()))?;
    Ok(bytes)
}

/// A document with the properties of `about`, and one page that shows every character once.
fn with_faces(about: &About<'_>, faces: Vec<Cut>) -> Result<Document, PrintError> {
    let printed_at = OffsetDateTime::from_unix_timestamp(about.at.timestamp())
        .map_err(|_| PrintError::Broken("the date is outside the calendar".into()))?;
    let mut document = PdfDocument::new(about.title);
    let info = &mut document.metadata.info;
    info.author = about.author.into();
    info.creator = "Kagifuda".into();
    info.producer = concat!("Kagifuda ", env!("CARGO_PKG_VERSION")).into();
    info.creation_date = printed_at;
    info.modification_date = printed_at;
    info.metadata_date = printed_at;
    let mut ops = vec![Op::StartTextSection];
    for Cut { face, characters, part } in faces {
        let id = FontId(face.resource().into());
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(part));
        let font = PdfFontHandle::External(id);
        let items = vec![TextItem::Text(characters)];
        ops.extend([Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items }]);
    }
    ops.push(Op::EndTextSection);
    document.pages = vec![PdfPage::new(Mm(1.0), Mm(1.0), ops)];
    Ok(to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut Vec::new()))
}

/// Puts `pages` in the place of the page that showed the characters.
fn put_pages(
    document: &mut Document,
    outline: &[(String, usize)],
    size: Size,
    forms: &[(&str, Form)],
    pages: Vec<String>,
) -> lopdf::Result<()> {
    let tree = document.catalog()?.get(b"Pages")?.as_reference()?;
    let fonts = take_fonts(document, tree)?;
    let mut deflate = Deflate::new();
    let mut xobjects = Dictionary::new();
    for (name, Form { size, content }) in forms {
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => bounds(*size),
            "Resources" => dictionary! { "Font" => fonts.clone() },
        };
        xobjects.set(*name, document.add_object(deflate.stream(form, content)));
    }
    let mut kids: Vec<Object> = Vec::with_capacity(pages.len());
    for content in pages {
        let contents = document.add_object(deflate.stream(Dictionary::new(), &content));
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents };
        kids.push(document.add_object(page).into());
    }
    put_outline(document, outline, &kids)?;
    let shared = dictionary! {
        "Type" => "Pages",
        "Count" => kids.len() as i64,
        "Kids" => kids,
        "MediaBox" => bounds(size),
        "Resources" => dictionary! { "Font" => fonts, "XObject" => xobjects },
    };
    document.set_object(tree, shared);
    Ok(())
}

/// A rectangle of this size, in points.
fn bounds(size: Size) -> Vec<Object> {
    let points = |mm: f32| (mm * POINTS * 100.0).round() / 100.0;
    vec![
        0.into(),
        0.into(),
        points(size.width).into(),
        points(size.height).into(),
    ]
}

/// Lists the titles of `outline` beside the pages `kids`.
fn put_outline(document: &mut Document, outline: &[(String, usize)], kids: &[Object]) -> lopdf::Result<()> {
    let Some(last) = outline.len().checked_sub(1) else {
        return Ok(());
    };
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = outline.iter().map(|_| document.new_object_id()).collect();
    for (nth, (title, page)) in outline.iter().enumerate() {
        let page = kids.get(*page).ok_or(lopdf::Error::PageNumberNotFound(*page as u32))?;
        let mut item = dictionary! {
            "Title" => lopdf::text_string(title),
            "Parent" => root,
            "Dest" => vec![page.clone(), "Fit".into()],
        };
        if nth > 0 {
            item.set("Prev", ids[nth - 1]);
        }
        if nth < last {
            item.set("Next", ids[nth + 1]);
        }
        document.set_object(ids[nth], item);
    }
    let list =
        dictionary! { "Type" => "Outlines", "First" => ids[0], "Last" => ids[last], "Count" => ids.len() as i64 };
    document.set_object(root, list);
    document.catalog_mut()?.set("Outlines", root);
    Ok(())
}

/// Removes the page that showed the characters, and gives the faces it used.
fn take_fonts(document: &mut Document, tree: ObjectId) -> lopdf::Result<Object> {
    let kids = document.get_dictionary(tree)?.get(b"Kids")?.as_array()?;
    let page = kids
        .first()
        .ok_or(lopdf::Error::PageNumberNotFound(1))?
        .as_reference()?;
    let page_dictionary = document.get_dictionary(page)?;
    let contents = page_dictionary.get(b"Contents")?.as_reference()?;
    let resources = page_dictionary.get(b"Resources")?.as_reference()?;
    let dictionary = document.get_dictionary(resources)?;
    let fonts = dictionary.get(b"Font")?.clone();
    let mut unused = vec![page, contents, resources];
    for name in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
        unused.push(dictionary.get(name)?.as_reference()?);
    }
    document.objects.retain(|id, _| !unused.contains(id));
    Ok(fonts)
}

/// Sets the language, how the file is shown and printed, and its id.
fn finish(document: &mut Document, about: &About<'_>) -> lopdf::Result<()> {
    let catalog = document.catalog_mut()?;
    let language = Object::String(about.language.tag().into(), StringFormat::Literal);
    catalog.set("Lang", language);
    // Printed at another scale, the code would not be 30 mm.
    let preferences = dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" };
    catalog.set("ViewerPreferences", preferences);
    let info = document.trailer.get(b"Info")?.as_reference()?;
    let info = document.get_object_mut(info)?.as_dict_mut()?;
    for empty in [b"GTS_PDFXVersion".as_slice(), b"Identifier", b"Keywords", b"Subject"] {
        info.remove(empty);
    }
    let mut hash = Sha256::new();
    hash.update(format!("{info:?}"));
    for stream in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        hash.update(&stream.content);
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document.version = "1.7".into();
    Ok(())
}

/// Deflates many small streams, fast: setting a compressor up for each would cost more than the compressing.
struct Deflate(Compress);

impl Deflate {
    fn new() -> Self {
        Self(Compress::new(Compression::fast(), true))
    }

    fn stream(&mut self, mut dictionary: Dictionary, content: &str) -> Stream {
        self.0.reset();
        // Deflated, even random bytes grow by a thousandth and some bytes at most, so all of it fits.
        let mut deflated = Vec::with_capacity(content.len() + content.len() / 64 + 64);
        match self
            .0
            .compress_vec(content.as_bytes(), &mut deflated, FlushCompress::Finish)
        {
            Ok(flate2::Status::StreamEnd) => {
                dictionary.set("Filter", "FlateDecode");
                Stream::new(dictionary, deflated)
            }
            Ok(flate2::Status::Ok | flate2::Status::BufError) | Err(_) => Stream::new(dictionary, content.into()),
        }
    }
}
