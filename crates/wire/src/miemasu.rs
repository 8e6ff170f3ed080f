//! みえますねっと年間パック: contract users, devices and licence key sheets.
//!
//! Answers to writes say ids and months, nothing of people: they are kept for a year, and a contract user's data goes when they
//! withdraw (MIE-11). A licence key stands in bodies only, and in answers only where the screen or the paper shows it.

use chrono::NaiveDate;
use kagifuda_domain::calendar::Month;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::miemasu::{
    Confirmations, ContractorName, DeviceName, DomainName, LicenceKey, MacAddress, Services, State,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::problem::Confirmation;
use crate::record::{Contractor, LicenceSheet, SheetState};

/// Rows a page may have.
pub const MAX_ROWS: u32 = 500;

/// Body that adds a contract user, or changes one: whole, as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractorForm {
    /// 契約ユーザー.
    #[schema(value_type = String, min_length = 1, max_length = 100, example = "山田商店")]
    pub name: ContractorName,
    /// Where mail about the licences goes.
    #[schema(value_type = String, example = "shop@example.jp")]
    pub email: Address,
    /// The language of that mail.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
}

/// Answer to a write about a contract user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContractorWritten {
    /// The contract user.
    pub contractor: Uuid,
}

/// Query of lists that come page by page, in order of id.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageAfter {
    /// The id of the last row already had; left out, from the beginning.
    pub after: Option<Uuid>,
    /// Rows wanted, at most [`MAX_ROWS`].
    pub limit: u32,
}

/// A page of contract users, in order of id.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContractorPage {
    /// The contract users; none when there are no more.
    pub contractors: Vec<Contractor>,
}

/// Body of a withdrawal, 退会 (MIE-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// That the contract user's data is erased.
    #[serde(default)]
    #[schema(example = true)]
    pub data_erased: bool,
}

/// Body that registers a device with its first licence (MIE-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterDevice {
    /// Whose it is.
    #[schema(example = "00000000-0000-4000-8000-000000000001")]
    pub contractor: Uuid,
    /// 機器名.
    #[schema(value_type = String, min_length = 1, max_length = 50, example = "玄関")]
    pub name: DeviceName,
    /// 品番 of the device itself.
    #[schema(value_type = String, example = "BB-SW175")]
    pub model: ProductCode,
    /// MACアドレス.
    #[schema(value_type = String, example = "00:80:F0:12:34:56")]
    pub mac: MacAddress,
    /// ドメイン名.
    #[schema(value_type = String, example = "shop.camera.example")]
    pub domain_name: DomainName,
    /// The device of the same contract user behind which this one stands; one that stands behind none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "00000000-0000-4000-8000-000000000002")]
    pub parent: Option<Uuid>,
    /// The key on the sheet, exactly as printed (MIE-8).
    #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
    pub licence_key: LicenceKey,
}

/// Body that changes what a device is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameDevice {
    /// 機器名.
    #[schema(value_type = String, min_length = 1, max_length = 50, example = "裏口")]
    pub name: DeviceName,
    /// ドメイン名.
    #[schema(value_type = String, example = "shop-2.camera.example")]
    pub domain_name: DomainName,
}

/// Answer to a write about a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceWritten {
    /// The device.
    pub device: Uuid,
    /// The sheet of the licence that it has now, or had last.
    pub sheet: Uuid,
    /// The expiry month of that licence.
    #[schema(value_type = String, example = "2027-10")]
    pub expiry: Month,
}

/// What was shown before it was confirmed. If it is no longer so, nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The sheet of the licence that the device had.
    #[schema(example = "00000000-0000-4000-8000-000000000003")]
    pub sheet: Uuid,
    /// The expiry month that it was to have afterwards.
    #[schema(value_type = String, example = "2027-10")]
    pub expiry: Month,
}

/// Body of a renewal (更新) and of a forced change (サービス強制変更).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplaceLicence {
    /// The key on the new sheet, exactly as printed (MIE-8).
    #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
    pub licence_key: LicenceKey,
    /// What the preview showed.
    pub shown: Shown,
    /// What was confirmed, box by box (MIE-6, MIE-7).
    #[serde(default)]
    pub confirmed: ReplacementConfirmed,
}

/// The boxes of a renewal and of a forced change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplacementConfirmed {
    /// The remainder of the old licence is lost, and nothing can be undone (MIE-6).
    #[serde(default)]
    #[schema(example = true)]
    pub remainder_lost: bool,
    /// Recordings are deleted at once (MIE-7).
    #[serde(default)]
    #[schema(example = true)]
    pub recordings_deleted: bool,
}

impl From<ReplacementConfirmed> for Confirmations {
    fn from(given: ReplacementConfirmed) -> Self {
        Self {
            remainder_lost: given.remainder_lost,
            recordings_deleted: given.recordings_deleted,
            ..Self::default()
        }
    }
}

/// Body of an exchange, 機器の交換: another device in the place of this one. Key, expiry, services and domain name stay (MIE-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeDevice {
    /// 品番 of the other device.
    #[schema(value_type = String, example = "BB-SW175")]
    pub model: ProductCode,
    /// Its MACアドレス.
    #[schema(value_type = String, example = "00:80:F0:12:34:57")]
    pub mac: MacAddress,
    /// What the preview showed.
    pub shown: Shown,
}

/// Body of a deletion, 解約 (MIE-10).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteDevice {
    /// There is no refund.
    #[serde(default)]
    #[schema(example = true)]
    pub no_refund: bool,
    /// The key can never be used again, even with time left.
    #[serde(default)]
    #[schema(example = true)]
    pub key_void: bool,
}

/// What is asked of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum PreviewOf {
    /// A renewal.
    Renewal {
        /// The key on the new sheet.
        #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
        licence_key: LicenceKey,
    },
    /// A forced change.
    ForcedChange {
        /// The key on the new sheet.
        #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
        licence_key: LicenceKey,
    },
    /// An exchange.
    Exchange {},
}

/// Before and after side by side. Nothing has been done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// The licence as it is.
    pub before: PreviewedLicence,
    /// The licence as it would be.
    pub after: PreviewedLicence,
    /// The first day that the new licence covers; none where the licence stays.
    #[schema(value_type = Option<String>, example = "2027-08-01")]
    pub counted_from: Option<NaiveDate>,
    /// Paid days of the new licence that are already past, or that the old one covers too.
    pub days_lost: i64,
    /// Free days that the old licence does not cover.
    pub days_gained: i64,
    /// Days that only the old licence would still have covered (MIE-6).
    pub days_dropped: i64,
    /// What is to be confirmed (MIE-6, MIE-7).
    pub confirm: Vec<Confirmation>,
    /// What the confirmed request says it was shown.
    pub shown: Shown,
}

/// A licence in a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewedLicence {
    /// Its key.
    #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
    pub licence_key: LicenceKey,
    /// 品番.
    #[schema(value_type = String, example = "MIEMASU-12R7")]
    pub product: ProductCode,
    /// Its expiry month.
    #[schema(value_type = String, example = "2027-10")]
    pub expiry: Month,
    /// What it serves.
    #[schema(value_type = Object)]
    pub services: Services,
}

/// Query of the list of devices.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DevicesWanted {
    /// A part of 機器名; width, kana and case do not count.
    pub name: Option<String>,
    /// A part of MACアドレス.
    pub mac: Option<String>,
    /// A part of ドメイン名.
    pub domain_name: Option<String>,
    /// 利用状況: `in_use`, `renewal_open`, `expired` or `deleted`.
    #[param(value_type = Option<String>)]
    pub state: Option<State>,
    /// Of this contract user.
    pub contractor: Option<Uuid>,
    /// The id of the last row already had; left out, from the beginning.
    pub after: Option<Uuid>,
    /// Rows wanted, at most [`MAX_ROWS`].
    pub limit: u32,
}

/// A page of devices, in order of id.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DevicePage {
    /// The devices; none when there are no more.
    pub devices: Vec<DeviceShown>,
}

/// A device, with the columns of its service state, its licence and its connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceShown {
    /// Its id.
    pub device: Uuid,
    /// Whose it is.
    pub contractor: Uuid,
    /// 機器名.
    #[schema(value_type = String)]
    pub name: DeviceName,
    /// Service state: 利用状況.
    #[schema(value_type = String, example = "in_use")]
    pub state: State,
    /// What it serves.
    #[schema(value_type = Object)]
    pub services: Services,
    /// Licence: its sheet.
    pub sheet: Uuid,
    /// 品番 of the licence.
    #[schema(value_type = String)]
    pub product: ProductCode,
    /// Its expiry month.
    #[schema(value_type = String, example = "2027-10")]
    pub expiry: Month,
    /// The first day of the renewal window (MIE-1).
    #[schema(value_type = String, example = "2027-09-01")]
    pub window_opens: NaiveDate,
    /// The last day on which it can be renewed (MIE-3).
    #[schema(value_type = String, example = "2027-12-26")]
    pub last_renewal_day: NaiveDate,
    /// Connection: 品番 of the device itself.
    #[schema(value_type = String)]
    pub model: ProductCode,
    /// MACアドレス.
    #[schema(value_type = String)]
    pub mac: MacAddress,
    /// ドメイン名.
    #[schema(value_type = String)]
    pub domain_name: DomainName,
    /// The device behind which it stands.
    pub parent: Option<Uuid>,
}

/// Query of the list of sheets.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetsWanted {
    /// `unused`, `in_use` or `void`.
    #[param(value_type = Option<String>)]
    pub state: Option<SheetState>,
    /// The id of the last row already had; left out, from the beginning.
    pub after: Option<Uuid>,
    /// Rows wanted, at most [`MAX_ROWS`].
    pub limit: u32,
}

/// A page of sheets, in order of id.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SheetPage {
    /// The sheets with their keys, as the paper shows them; none when there are no more.
    pub sheets: Vec<LicenceSheet>,
}
