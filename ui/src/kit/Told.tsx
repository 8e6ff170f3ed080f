import { type ReactNode, useEffect, useState } from "react";

/** A place where something is told as it happens. It is there before, or screen readers would not hear of it; empty, it takes no room. */
export function Told({ children }: { children: ReactNode }) {
  return (
    <div className="told" role="status">
      {children}
    </div>
  );
}

/** What is being done, told only where it takes a while. */
export function Late({ words }: { words: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return <Told>{late && <p className="grey">{words}</p>}</Told>;
}
