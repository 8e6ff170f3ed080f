import { useLayoutEffect, useRef, useState } from "react";
import { lay, type Mark, type Span } from "./layTimeline";
import "./timeline.css";

interface Props {
  label: string;
  marks: readonly Mark[];
  spans: readonly Span[];
}

/** Days on a line: what is today, what ends when, and until when something can be done. Read out as a list. */
export function Timeline({ label, marks, spans }: Props) {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(720);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const measure = () => element.clientWidth > 0 && setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const drawn = lay(marks, spans, width);
  return (
    <figure ref={box} className="timeline" aria-label={label}>
      <ol className="hidden">
        {marks
          .toSorted((a, b) => a.day.localeCompare(b.day))
          .map((mark) => (
            <li key={mark.label + mark.day}>{`${mark.label} ${mark.text}`}</li>
          ))}
      </ol>
      <svg width={width} height={drawn.height} viewBox={`0 0 ${width} ${drawn.height}`} aria-hidden="true">
        <line className="axis" x1={0} x2={width} y1={drawn.axis + 6} y2={drawn.axis + 6} />
        {drawn.spans.map((span) => (
          <rect
            key={span.kind}
            className={`span ${span.kind}`}
            x={span.x}
            width={span.width}
            y={drawn.axis}
            height={12}
            rx={2}
          />
        ))}
        {drawn.marks.map((mark) => (
          <g key={mark.label + mark.day} className={`mark ${mark.kind}`}>
            <path d={mark.leader} />
            <circle cx={mark.x} cy={drawn.axis + 6} r={5} />
            <text x={mark.left} y={mark.top + 12}>
              {mark.label}
            </text>
            <text className="day" x={mark.left} y={mark.top + 28}>
              {mark.text}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
