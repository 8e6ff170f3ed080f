import { useSpeech } from "../../i18n";
import type { ImportView } from "../../ipc/door";
import { fieldNames } from "./fields";

const kinds = [...fieldNames, "id"] as const;
type Kind = (typeof kinds)[number];

interface Props {
  view: ImportView;
  onColumns: (columns: (string | null)[]) => void;
}

/** What each column of the file holds. A field that is given to another column leaves the one that had it. */
export function ImportColumns({ view, onColumns }: Props) {
  const { say } = useSpeech();
  const words = say.customers;
  const name = (kind: Kind) => (kind === "id" ? words.columnNames.id : words.field[kind]);
  const choose = (place: number, kind: string) =>
    onColumns(
      view.columns.map((column, index) => {
        if (index === place) return kind || null;
        return column === kind ? null : column;
      }),
    );
  return (
    <section className="columns" aria-label={words.columnsTitle}>
      <h2>{words.columnsTitle}</h2>
      <ul>
        {view.names.map((heading, index) => {
          const of = heading.trim() || words.unnamed;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file stay where they are.
            <li key={index}>
              <b title={of}>{of}</b>
              <select
                className="input"
                aria-label={words.columnOf(of)}
                value={view.columns[index] ?? ""}
                onChange={(event) => choose(index, event.target.value)}
              >
                <option value="">{words.columnNames.skip}</option>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {name(kind)}
                  </option>
                ))}
              </select>
              <small className="grey" title={view.sample[index]}>
                {view.sample[index] && words.sample(view.sample[index])}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
