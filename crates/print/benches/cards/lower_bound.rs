//! The least work that makes the same cards: written by hand with pdf-writer for this one layout, positions and line
//! breaks known beforehand, nothing deflated, the static part once, codes as 1-bit pictures with a fixed mask.
//!
//! It serves as the measure only: no coverage check, no wrapping, no way back from glyphs to text.

use std::collections::{BTreeSet, HashMap};

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::FontTableProvider;
use allsorts::tables::cmap::Cmap;
use allsorts::tag;
use kagifuda_print::{Batch, Facts, Key, KeyPaper, Scanned};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::types::Color;
use qrcode::{EcLevel, Version, ec};

const A6: Rect = Rect {
    x1: 0.0,
    y1: 0.0,
    x2: 297.64,
    y2: 419.53,
};

/// The words of the card, all in one block: where each stands costs nothing here.
pub const STATIC: [&str; 17] = [
    "起動情報案内カード",
    "製品を使いはじめるときに必要な番号です。人に見せず、大切に保管してください。",
    "起動ID番号",
    "暗号ID番号",
    "番号は0〜9とA〜Fだけです。",
    "中に線のある丸は数字の0です。",
    "機器ID番号",
    "解除キー番号",
    "解除キー番号の受け取り方",
    "https://keys.example.jp",
    "1 左の二次元コードを読み取ると、上の二つの番号が画面に出ます。",
    "2 それと機器ID番号を、下のお問い合わせ先に伝えます。",
    "3 発行された解除キー番号を機器に入力し、",
    "ここにも書き写します。",
    "なくしたときも、下のお問い合わせ先へ。",
    "お問い合わせ先 株式会社みなと通信システム 092-000-0000 support@minato.example.jp",
    "お客様 製品 用途 設置先 印刷日 2026/11/21 (土) 控え",
];

/// Where the rules stand.
pub const RULES: [f32; 5] = [55.0, 114.0, 190.0, 266.0, 376.0];

/// Where the boxes to write into stand.
pub fn boxes() -> [[f32; 2]; 32] {
    std::array::from_fn(|i| [22.68 + 15.0 * (i % 16) as f32, 180.0 - (i / 16) as f32 * 34.0])
}

struct Face {
    bytes: Vec<u8>,
    glyphs: HashMap<char, u16>,
}

impl Face {
    /// The part of a face that draws `characters`.
    fn part(bytes: &'static [u8], characters: &BTreeSet<char>) -> Self {
        let file = ReadScope::new(bytes).read::<FontData<'_>>().expect("a face");
        let provider = file.table_provider(0).expect("a face");
        let cmap = provider.read_table_data(tag::CMAP).expect("a cmap");
        let cmap = ReadScope::new(&cmap).read::<Cmap<'_>>().expect("a cmap");
        let (_, subtable) = allsorts::font::read_cmap_subtable(&cmap)
            .expect("a cmap")
            .expect("a Unicode cmap");
        let id = |c: &char| subtable.map_glyph(u32::from(*c)).ok().flatten().unwrap_or(0);
        let ids: BTreeSet<u16> = characters.iter().map(id).chain([0]).collect();
        let kept: Vec<u16> = ids.into_iter().collect();
        let bytes = subset(&provider, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode).expect("a part");
        let new_id = |c: &char| (*c, kept.binary_search(&id(c)).unwrap_or(0) as u16);
        let glyphs = characters.iter().map(new_id).collect();
        Self { bytes, glyphs }
    }

    fn show(&self, content: &mut Content, name: Name<'_>, size: f32, y: f32, text: &str) {
        let glyphs: Vec<u8> = text.chars().flat_map(|c| self.glyphs[&c].to_be_bytes()).collect();
        content
            .begin_text()
            .set_font(name, size)
            .next_line(22.68, y)
            .show(Str(&glyphs))
            .end_text();
    }
}

/// The file of `batch`.
pub fn pdf(batch: &Batch) -> Vec<u8> {
    let texts: Vec<[String; 5]> = keys(batch).map(texts).collect();
    let text_characters = STATIC.iter().flat_map(|text| text.chars());
    let text_characters = text_characters.chain(texts.iter().flat_map(|card| card[..3].iter().flat_map(|t| t.chars())));
    let text = Face::part(
        include_bytes!("../../fonts/BIZUDPGothic-Regular.ttf"),
        &text_characters.collect(),
    );
    let key = Face::part(
        include_bytes!("../../fonts/AtkinsonHyperlegibleMono-Medium.ttf"),
        &"0123456789ABCDEF-".chars().collect(),
    );

    let mut pdf = Pdf::new();
    let mut free = 1;
    let mut new_id = || {
        free += 1;
        Ref::new(free - 1)
    };
    let (catalog, tree, statics) = (new_id(), new_id(), new_id());
    pdf.catalog(catalog).pages(tree);
    let fonts = [&text, &key].map(|face| embed(&mut pdf, [new_id(), new_id(), new_id(), new_id()], face));

    let mut content = Content::new();
    for (i, line) in STATIC.iter().enumerate() {
        text.show(&mut content, Name(b"T"), 8.0, 400.0 - 20.0 * i as f32, line);
    }
    for y in RULES {
        content.rect(22.68, y, 252.28, 0.4).fill_nonzero();
    }
    for [x, y] in boxes() {
        content.rect(x, y, 14.0, 17.0).stroke();
    }
    let content = content.finish();
    let mut form = pdf.form_xobject(statics, &content);
    form.bbox(A6).resources().fonts().pair(Name(b"T"), fonts[0]);
    form.finish();

    let mut pages = Vec::new();
    for (item, texts) in keys(batch).zip(&texts) {
        let (page, contents, code) = (new_id(), new_id(), new_id());
        pages.push(page);
        let (bits, modules) = self::code(item);
        let mut image = pdf.image_xobject(code, &bits);
        image
            .width(modules)
            .height(modules)
            .bits_per_component(1)
            .color_space()
            .device_gray();
        image.finish();

        let mut content = Content::new();
        content.x_object(Name(b"S"));
        for (i, line) in texts[..3].iter().enumerate() {
            text.show(&mut content, Name(b"T"), 8.0, 350.0 - 14.0 * i as f32, line);
        }
        key.show(&mut content, Name(b"K"), 19.0, 274.0, &texts[3]);
        key.show(&mut content, Name(b"K"), 19.0, 240.0, &texts[4]);
        content.save_state().transform([85.04, 0.0, 0.0, 85.04, 22.68, 55.0]);
        content.x_object(Name(b"Q")).restore_state();
        pdf.stream(contents, &content.finish());

        let mut dictionary = pdf.page(page);
        dictionary.parent(tree).contents(contents).media_box(A6);
        let mut resources = dictionary.resources();
        resources.fonts().pair(Name(b"T"), fonts[0]).pair(Name(b"K"), fonts[1]);
        resources.x_objects().pair(Name(b"S"), statics).pair(Name(b"Q"), code);
    }
    pdf.pages(tree).count(pages.len() as i32).kids(pages);
    pdf.finish()
}

/// The keys of `batch`, which has nothing but cards.
pub fn keys(batch: &Batch) -> impl Iterator<Item = &Key> {
    batch.items.iter().filter_map(|item| {
        let Facts::Card(key) = &item.facts else { return None };
        Some(key)
    })
}

/// What differs from card to card.
pub fn texts(item: &Key) -> [String; 5] {
    [
        format!("{} 様", item.customer.as_deref().unwrap_or_default()),
        format!("{}  {}  {}", item.product, item.product_name, item.product_use),
        item.site.clone().unwrap_or_default(),
        item.activation_key.to_string(),
        item.registration_id.to_string(),
    ]
}

fn embed(pdf: &mut Pdf, [font, descendant, descriptor, file]: [Ref; 4], face: &Face) -> Ref {
    let name = Name(b"LOWERB+Face");
    let system_info = SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"Identity"),
        supplement: 0,
    };
    let mut type0 = pdf.type0_font(font);
    type0
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant);
    type0.finish();
    let mut cid = pdf.cid_font(descendant);
    cid.subtype(CidFontType::Type2).base_font(name).system_info(system_info);
    cid.font_descriptor(descriptor)
        .default_width(632.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    cid.finish();
    let mut description = pdf.font_descriptor(descriptor);
    description
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(0.0, -250.0, 1000.0, 900.0));
    description
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(765.0)
        .stem_v(80.0)
        .font_file2(file);
    description.finish();
    pdf.stream(file, &face.bytes)
        .pair(Name(b"Length1"), face.bytes.len() as i32);
    font
}

/// The code of a card as rows of bits, 0 for dark, and its modules along one side.
pub fn code(item: &Key) -> (Vec<u8>, i32) {
    let scanned = Scanned::Key {
        on: KeyPaper::Card,
        activation_key: item.activation_key,
        registration_id: item.registration_id,
        registered: None,
    };
    let fragment = scanned.fragment();
    let version = Version::Normal(4);
    let mut bits = Bits::new(version);
    bits.push_alphanumeric_data(b"HTTPS://KEYS.EXAMPLE.JP/").expect("room");
    bits.push_byte_data(b"#").expect("room");
    bits.push_alphanumeric_data(fragment.as_bytes()).expect("room");
    bits.push_terminator(EcLevel::Q).expect("room");
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, EcLevel::Q).expect("codewords");
    let mut canvas = Canvas::new(version, EcLevel::Q);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    canvas.apply_mask(MaskPattern::Checkerboard);
    let modules = canvas.into_colors();
    let width = modules.len().isqrt();
    let mut rows = Vec::with_capacity(width * width.div_ceil(8));
    for row in modules.chunks(width) {
        rows.extend(row.chunks(8).map(|byte| {
            let light = byte.iter().enumerate().filter(|(_, module)| **module == Color::Light);
            light.fold(0_u8, |byte, (i, _)| byte | 0x80 >> i)
        }));
    }
    (rows, width as i32)
}
