import { useRef } from "react";
import { Button } from "./Button";

interface Props {
  label: string;
  kind: "main" | "plain" | "quiet";
  /** What the chooser offers. */
  accept: string;
  onFile: (file: File | undefined) => void;
}

/** A button that has a file chosen. */
export function FileButton({ label, kind, accept, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button kind={kind} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}

/** The bytes of a file as the desk takes them. What cannot be read is empty, and the desk says so. */
export function inBase64(file: File): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => resolve("");
    reader.readAsDataURL(file);
  });
}
