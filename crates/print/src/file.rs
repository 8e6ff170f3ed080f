//! From drawn pages to the bytes of a PDF file.
//!
//! `printpdf` writes pages, faces and properties; what it has no word for is set on its `lopdf` document before saving:
//! the language, forms with resources of their own, pages that name their own code only, and an id made from the content.

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use printpdf::{FontId, Mm, OffsetDateTime, Op, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, to_lopdf_doc};
use sha2::{Digest, Sha256};

use crate::measures::POINTS;
use crate::sheet::{CODE_FORM, Page, Sheets};
use crate::words::Words;
use crate::{Batch, PrintError};

/// The file of `sheets`.
pub fn assemble(batch: &Batch, sheets: Sheets) -> Result<Vec<u8>, PrintError> {
    let broken = |error: lopdf::Error| PrintError::Broken(error.to_string());
    let measures = batch.paper.measures();
    let size = [measures.width, measures.height];
    let Sheets { forms, pages, used } = sheets;
    let mut drawn = PdfDocument::new(Words::of(batch.kind, batch.language).title);
    set_properties(&mut drawn, batch)?;
    for (face, part) in used.parts()? {
        drawn
            .resources
            .fonts
            .map
            .insert(FontId(face.resource().into()), PdfFont::new(part));
    }
    let (form_names, form_ops): (Vec<_>, Vec<_>) = forms.into_iter().unzip();
    let (page_ops, codes): (Vec<_>, Vec<_>) = pages.into_iter().map(|Page { ops, code }| (ops, code)).unzip();
    let page = |ops: Vec<Op>| PdfPage::new(Mm(size[0]), Mm(size[1]), ops);
    // Forms are drawn as pages first, so that the characters they use are counted and encoded like all others.
    drawn.pages = form_ops.into_iter().chain(page_ops).map(page).collect();
    let mut document = to_lopdf_doc(&drawn, &PdfSaveOptions::default(), &mut Vec::new());
    drop(drawn);
    Finish::new(&mut document, size)
        .and_then(|mut finish| {
            finish.forms(&form_names)?;
            finish.pages(codes)?;
            finish.catalog(batch)
        })
        .map_err(broken)?;
    document.compress();
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

fn set_properties(drawn: &mut PdfDocument, batch: &Batch) -> Result<(), PrintError> {
    let printed_at = OffsetDateTime::from_unix_timestamp(batch.printed_at.timestamp())
        .map_err(|_| PrintError::Broken("the date is outside the calendar".into()))?;
    let info = &mut drawn.metadata.info;
    info.author.clone_from(&batch.supplier.company);
    info.creator = "Kagifuda".into();
    info.producer = concat!("Kagifuda ", env!("CARGO_PKG_VERSION")).into();
    info.creation_date = printed_at;
    info.modification_date = printed_at;
    info.metadata_date = printed_at;
    Ok(())
}

/// The last touches on a document whose first pages are forms to be.
struct Finish<'a> {
    document: &'a mut Document,
    size: [f32; 2],
    tree: ObjectId,
    pages: Vec<ObjectId>,
    fonts: Object,
    forms: Dictionary,
}

impl<'a> Finish<'a> {
    fn new(document: &'a mut Document, size: [f32; 2]) -> lopdf::Result<Self> {
        let tree = document.catalog()?.get(b"Pages")?.as_reference()?;
        let kids = document.get_dictionary(tree)?.get(b"Kids")?.as_array()?;
        let pages = kids.iter().map(Object::as_reference).collect::<Result<Vec<_>, _>>()?;
        let first = pages.first().copied().unwrap_or_default();
        let fonts = resources(document, first)?.get(b"Font")?.clone();
        // One dictionary for all pages would name every code of the file; each page gets one of its own.
        for unused in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
            let id = resources(document, first)?.get(unused)?.as_reference()?;
            document.objects.remove(&id);
        }
        Ok(Self {
            document,
            size,
            tree,
            pages,
            fonts,
            forms: Dictionary::new(),
        })
    }

    /// Turns the first pages into forms.
    fn forms(&mut self, names: &[&str]) -> lopdf::Result<()> {
        let pages: Vec<ObjectId> = self.pages.drain(..names.len()).collect();
        for (name, page) in names.iter().zip(pages) {
            let content = self.document.get_dictionary(page)?.get(b"Contents")?.as_reference()?;
            let resources = self.document.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
            let fonts = self.fonts.clone();
            let bounds = self.bounds();
            let stream = self.document.get_object_mut(content)?.as_stream_mut()?;
            stream.dict.extend(&form(bounds, dictionary! { "Font" => fonts }));
            self.forms.set(*name, content);
            self.document.objects.remove(&page);
            self.document.objects.remove(&resources);
        }
        Ok(())
    }

    fn bounds(&self) -> [f32; 2] {
        self.size.map(|mm| (mm * POINTS * 100.0).round() / 100.0)
    }

    /// Gives each page its own code, and takes from it what all pages share.
    fn pages(&mut self, codes: Vec<String>) -> lopdf::Result<()> {
        for (page, code) in self.pages.iter().zip(codes) {
            let mut forms = self.forms.clone();
            // A unit of the code's path is one module; its bounds only have to be wide enough for any code.
            let path = Stream::new(form([64.0, 64.0], Dictionary::new()), code.into_bytes());
            forms.set(CODE_FORM, self.document.add_object(path));
            let dictionary = self.document.get_object_mut(*page)?.as_dict_mut()?;
            let resources = dictionary.get(b"Resources")?.as_reference()?;
            for shared in [b"MediaBox".as_slice(), b"TrimBox", b"CropBox", b"Annots"] {
                dictionary.remove(shared);
            }
            dictionary.set(
                "Resources",
                dictionary! { "Font" => self.fonts.clone(), "XObject" => forms },
            );
            self.document.objects.remove(&resources);
        }
        let [width, height] = self.bounds();
        let kids: Vec<Object> = self.pages.iter().map(|page| (*page).into()).collect();
        let tree = self.document.get_object_mut(self.tree)?.as_dict_mut()?;
        tree.set("Count", kids.len() as i64);
        tree.set("Kids", kids);
        tree.set("MediaBox", vec![0.into(), 0.into(), width.into(), height.into()]);
        Ok(())
    }

    fn catalog(&mut self, batch: &Batch) -> lopdf::Result<()> {
        let text = |text: &str| Object::String(text.into(), StringFormat::Literal);
        let catalog = self.document.catalog_mut()?;
        catalog.set("Lang", text(batch.language.tag()));
        // Printed at another scale, the code would not be 30 mm.
        let preferences = dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" };
        catalog.set("ViewerPreferences", preferences);
        let info = self.document.trailer.get(b"Info")?.as_reference()?;
        let info = self.document.get_object_mut(info)?.as_dict_mut()?;
        for empty in [b"GTS_PDFXVersion".as_slice(), b"Identifier", b"Keywords", b"Subject"] {
            info.remove(empty);
        }
        let id = Object::String(self.fingerprint(), StringFormat::Hexadecimal);
        self.document.trailer.set("ID", vec![id.clone(), id]);
        self.document.version = "1.7".into();
        Ok(())
    }

    /// The first bytes of a hash of everything in the file.
    fn fingerprint(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        for object in self.document.objects.values() {
            if let Ok(stream) = object.as_stream() {
                hash.update(&stream.content);
            } else {
                hash.update(format!("{object:?}"));
            }
        }
        hash.finalize()[..16].to_vec()
    }
}

fn resources(document: &Document, page: ObjectId) -> lopdf::Result<&Dictionary> {
    let id = document.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
    document.get_dictionary(id)
}

/// What makes a stream a form of that size.
fn form(size: [f32; 2], resources: Dictionary) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), size[0].into(), size[1].into()],
        "Resources" => resources,
    }
}
