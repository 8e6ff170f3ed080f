//! Small pictures of what to do on the device, drawn in a field of 20 × 13 mm. Paths of a PDF, y downwards.

/// The outline of the device's screen, 20 × 13.
pub const SCREEN: &str = "0.3 w 1 J 1 j 0 0 20 13 re S";

/// Three bars: a menu.
pub const MENU: &str = "0.8 w 1 J 6 4 m 14 4 l 6 6.5 m 14 6.5 l 6 9 m 14 9 l S";

/// A spanner's nut: settings.
pub const SETTINGS: &str = "0.7 w 1 j 10 2.9 m 13.1 4.7 l 13.1 8.3 l 10 10.1 l 6.9 8.3 l 6.9 4.7 l h S \
    11.5 6.5 m 11.5 7.33 10.83 8 10 8 c 9.17 8 8.5 7.33 8.5 6.5 c 8.5 5.67 9.17 5 10 5 c 10.83 5 11.5 5.67 11.5 6.5 c h S";

/// A lock, and a row of hidden digits.
pub const SIGN_IN: &str = "0.6 w 8.2 5.2 m 8.2 3.9 l 8.2 2.8 9 2.2 10 2.2 c 11 2.2 11.8 2.8 11.8 3.9 c 11.8 5.2 l S \
    7.4 5.2 5.2 3.8 re f 5 10.6 1 1 re 7 10.6 1 1 re 9 10.6 1 1 re 11 10.6 1 1 re 13 10.6 1 1 re f";

/// A box that gets something more.
pub const UPGRADE: &str = "0.6 w 1 j 3.5 4.5 6 5.5 re S 0.9 w 1 J 6.5 5.8 m 6.5 8.7 l 5.05 7.25 m 7.95 7.25 l S";

/// Four groups of four digits.
pub const DIGITS: &str = "0.3 w 1.6 3 3.6 2.6 re 5.9 3 3.6 2.6 re 10.2 3 3.6 2.6 re 14.5 3 3.6 2.6 re S";

/// A round button at the right, for the green one.
pub const ROUND: &str = "0.5 w 18 7.6 m 18 9.37 16.57 10.8 14.8 10.8 c 13.03 10.8 11.6 9.37 11.6 7.6 c \
    11.6 5.83 13.03 4.4 14.8 4.4 c 16.57 4.4 18 5.83 18 7.6 c h S";

/// The same, below digits.
pub const ROUND_BELOW: &str = "0.5 w 12.2 9.3 m 12.2 10.51 11.21 11.5 10 11.5 c 8.79 11.5 7.8 10.51 7.8 9.3 c \
    7.8 8.09 8.79 7.1 10 7.1 c 11.21 7.1 12.2 8.09 12.2 9.3 c h S";

/// A wide button.
pub const WIDE: &str = "0.5 w 1 j 4.5 4.2 11 4.6 re S";

/// An arrow that goes round.
pub const RESTART: &str = "0.8 w 0 J 12.6 4.4 m 11.9 3.6 11 3.1 10 3.1 c 8.1 3.1 6.6 4.6 6.6 6.5 c 6.6 8.4 8.1 9.9 10 9.9 c \
    11.6 9.9 13 8.8 13.3 7.3 c S 13.9 2.6 m 13.9 5.6 l 10.9 5.6 l f";

/// From one picture to the next, in a field of 3 × 13 mm.
pub const ARROW: &str = "0.7 5.2 m 2.4 6.5 l 0.7 7.8 l f";
