import type { PageView } from "../../ipc/door";

/** A line of the contents: a page, or a heading on it by its place among the blocks. */
export interface Found {
  page: PageView;
  heading: number | null;
  words: string;
}

/** The pages; with something to look for, those whose title or headings have it, and these headings. Width and case make no difference. */
export function findHeadings(pages: PageView[], query: string): Found[] {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  const wanted = plain(query.trim());
  return pages.flatMap((page) => {
    const title: Found = { page, heading: null, words: page.text.title };
    if (wanted === "") return [title];
    const headings = page.text.blocks.flatMap((block, nth): Found[] =>
      block.kind === "heading" && plain(block.text).includes(wanted) ? [{ page, heading: nth, words: block.text }] : [],
    );
    return headings.length > 0 || plain(page.text.title).includes(wanted) ? [title, ...headings] : [];
  });
}
