//! What people ask for, and what becomes of it.

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::problem::Problem;

use super::{ExtendedView, Language, SubscribedView};

/// An application for registration keys, as typed.
#[derive(Clone, Deserialize, Type)]
pub struct IssueForm {
    /// MPR ID or MAC address.
    pub device: String,
    /// Lines of number and registration id.
    pub keys: Vec<IssueLine>,
    /// 設置先情報; left out, what is known stays.
    pub site: Option<[String; 2]>,
    /// The mail that tells the result (KMS-6); left out, none goes out.
    pub mail: Option<MailForm>,
    /// The id of the draft that this was: asked for twice under it, it is done once.
    #[specta(type = Option<String>)]
    pub draft: Option<Uuid>,
}

/// The mail that tells the result of an application (KMS-6).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MailForm {
    /// The addresses whose boxes are ticked: one or two.
    pub to: Vec<String>,
    /// The subject; left out, the preset one.
    pub subject: Option<String>,
    /// The language it is written in.
    pub language: Language,
}

/// One line of an application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct IssueLine {
    /// The activation key number.
    pub activation_key: String,
    /// The registration id.
    pub registration_id: String,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum OutcomeView {
    /// The server issued the keys.
    Issued {
        /// In the order asked.
        registrations: Vec<RegistrationView>,
    },
    /// The server knows where the device stands.
    SiteSaved {
        /// Where.
        site: [String; 2],
    },
    /// The server began a subscription.
    Subscribed {
        /// The subscription.
        subscribed: SubscribedView,
    },
    /// The server extended a subscription.
    Extended {
        /// Before and after.
        extended: ExtendedView,
    },
    /// The server wrote customers, or whose a device is.
    Written {
        /// Rows of a list that were not taken, because somebody else was quicker.
        overtaken: u32,
    },
    /// The server gave no final answer; the request is on disk and the next sync sends it.
    Queued {
        /// Its number.
        intent: String,
        /// What kept it from being answered.
        because: Problem,
    },
    /// The server refused; nothing was done.
    Refused {
        /// Why.
        #[serde(flatten)]
        problem: Problem,
    },
}

/// What came of asking, and of what waited from earlier.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct SubmitView {
    /// The number of this request.
    pub intent: String,
    /// What became of this request.
    pub outcome: OutcomeView,
    /// Earlier requests that the server answered on the way.
    pub answered: Vec<IntentView>,
}

/// A registration key that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RegistrationView {
    /// The activation key number, grouped.
    pub activation_key: String,
    /// The registration key, grouped.
    pub registration_key: String,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// KMS: registration keys.
    Register,
    /// KMS: where a device stands.
    SaveSite,
    /// つながるねっと: a new subscription.
    Apply,
    /// つながるねっと: a longer one.
    Extend,
    /// A new customer.
    AddCustomer,
    /// Other fields of a customer.
    ChangeCustomer,
    /// Two customers that are one.
    MergeCustomers,
    /// Whose a device is.
    AttachDevice,
    /// Customers of a list.
    ImportCustomers,
}

/// A request as it stands on disk, latest first in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct IntentView {
    /// Its number.
    pub intent: String,
    /// What is asked for.
    pub ask: Ask,
    /// When it was asked for.
    pub at: String,
    /// The login of the member who asked.
    pub by: String,
    /// The device, grouped, where it is about one.
    pub device: Option<String>,
    /// The activation key numbers, grouped.
    pub keys: Vec<String>,
    /// The customer's id, where it is about one.
    pub customer: Option<String>,
    /// The server's final answer; nothing while it waits.
    pub answer: Option<OutcomeView>,
}
