interface Props {
  label: string;
  done: number;
  total: number;
  /** How far it is, in words. */
  text: string;
}

/** How far something is. */
export function Progress({ label, done, total, text }: Props) {
  return (
    <div className="progress">
      <div
        className="bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={text}
      >
        <div style={{ width: `${total > 0 ? (100 * done) / total : 0}%` }} />
      </div>
      <p>{text}</p>
    </div>
  );
}
