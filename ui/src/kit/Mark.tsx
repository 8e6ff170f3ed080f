/** The product's mark: a tag with a key on it. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M8 1h8l4 4v16a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5z" fill="currentColor" />
      <g fill="none" stroke="var(--ground)" strokeWidth="2" strokeLinecap="round">
        <circle cx="12" cy="8.5" r="2.7" />
        <path d="M12 11.2V19M12 15h3M12 18.2h2.2" />
      </g>
    </svg>
  );
}
