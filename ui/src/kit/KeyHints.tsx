/** The keys that work here, for those who do not know them yet. */
export function KeyHints({ hints }: { hints: string[][] }) {
  return (
    <ul className="hints" aria-hidden="true">
      {hints.map(([key, what]) => (
        <li key={key}>
          <kbd>{key}</kbd> {what}
        </li>
      ))}
    </ul>
  );
}
