import { formatFor } from "../format";

export const { count: figure } = formatFor("en");

/** `1 key` or `1,000 keys` */
export const plural = (count: number, one: string, many: string) => `${figure(count)} ${count === 1 ? one : many}`;
