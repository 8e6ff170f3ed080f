import { Fragment } from "react";
import type { BlockView, SpanView, TextView } from "../ipc/door";
import { commandKey } from "./keys";

/** The name by which a heading of a text is jumped to. */
export const headingId = (page: string, nth: number) => `${page}-${nth}`;

/** A text of several parts, as the desk reads it. */
export function Prose({ page, text, level = 2 }: { page: string; text: TextView; level?: 2 | 3 }) {
  return (
    <article className="prose selectable">
      {level === 2 ? <h2>{text.title}</h2> : <h3>{text.title}</h3>}
      {text.blocks.map((block, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
        <Block key={nth} id={headingId(page, nth)} block={block} />
      ))}
    </article>
  );
}

function Block({ id, block }: { id: string; block: BlockView }) {
  switch (block.kind) {
    case "heading":
      return (
        <h3 id={id} tabIndex={-1}>
          {block.text}
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Line line={block.line} />
        </p>
      );
    case "note":
      return (
        <p className="aside" role="note">
          <Line line={block.line} />
        </p>
      );
    case "list": {
      const items = block.items.map((item) => (
        <li key={written(item)}>
          <Line line={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={written(cell)} scope="col">
                  <Line line={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.map(written).join("|")}>
                {row.map((cell, nth) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
                  <td key={nth}>
                    <Line line={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

const written = (line: SpanView[]) => line.map((span) => span.text).join("");

function Line({ line }: { line: SpanView[] }) {
  return line.map(({ style, text }, nth) => {
    const key = `${nth}${text}`;
    if (style === "strong") return <strong key={key}>{text}</strong>;
    if (style === "key") return <kbd key={key}>{pressed(text)}</kbd>;
    return <Fragment key={key}>{text}</Fragment>;
  });
}

/** A key as it is written on this computer. */
export const pressed = (key: string) => key.replace(/^Ctrl (.+)$/, (_, other: string) => commandKey(other));
