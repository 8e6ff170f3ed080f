import type { ComponentProps } from "react";
import { isConverting } from "./keys";

type Props = Omit<ComponentProps<"form">, "onSubmit" | "noValidate"> & {
  onSubmit: (fields: HTMLFormControlsCollection) => void;
};

/** A form that is sent by Enter, but never by the Enter that confirms a conversion. */
export function Form({ onSubmit, ...rest }: Props) {
  return (
    <form
      {...rest}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event.currentTarget.elements);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isConverting(event)) event.preventDefault();
      }}
    />
  );
}

/** Puts the caret into the field `name`, where something is to be mended. */
export function focusOn(fields: HTMLFormControlsCollection, name: string | undefined) {
  const field = name === undefined ? null : fields.namedItem(name);
  const first = field instanceof RadioNodeList ? field[0] : field;
  if (first instanceof HTMLElement) first.focus();
}
