/** The rooms of the window. */
export const rooms = ["today", "find", "issue", "renew", "customers", "print", "reports", "settings"] as const;
export type Room = (typeof rooms)[number];

/** The colours of the window. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** How large everything is, in percent. */
export const zooms = ["100", "125", "150", "175", "200"] as const;
export type Zoom = (typeof zooms)[number];
