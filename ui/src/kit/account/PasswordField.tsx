import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import { Button } from "../Button";
import { Field } from "../Field";

type Props = Omit<ComponentProps<"input">, "type"> & {
  label: string;
  hint?: string | undefined;
  wrong?: Words | undefined;
};

/** A password: hidden until asked for, with a word about Caps Lock where it is on. */
export function PasswordField({ hint, ...rest }: Props) {
  const { say } = useSpeech();
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <Field
      autoCapitalize="none"
      spellCheck={false}
      {...rest}
      hint={capsLock ? say.signIn.capsLock : hint}
      type={visible ? "text" : "password"}
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
    >
      <Button
        kind="quiet"
        aria-label={visible ? say.signIn.hidePassword : say.signIn.showPassword}
        onClick={() => setVisible(!visible)}
      >
        {visible ? say.secret.hide : say.secret.show}
      </Button>
    </Field>
  );
}
