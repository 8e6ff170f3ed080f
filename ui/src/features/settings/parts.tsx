import type { ComponentProps } from "react";
import { useSpeech } from "../../i18n";
import { PasswordField } from "../../kit/account/PasswordField";
import { Button } from "../../kit/Button";

type OwnPasswordProps = Omit<ComponentProps<"input">, "type" | "value" | "onChange"> & {
  label: string;
  value: string;
  onChange: (password: string) => void;
  /** It was not the right one. */
  isWrong: boolean;
};

/** The own password, asked for once more before something weighty. */
export function OwnPasswordField({ value, onChange, isWrong, ...rest }: OwnPasswordProps) {
  const { say } = useSpeech();
  return (
    <PasswordField
      name="own"
      {...rest}
      hint={say.account.ownPasswordWhy}
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      wrong={isWrong ? say.account.wrongOwnPassword : undefined}
    />
  );
}

interface ButtonsProps {
  /** What is done, in words. */
  act: string;
  working: boolean;
  unavailable?: string | false;
  hotkey?: string;
  onClose: () => void;
}

/** The ends of a dialog: out of it, or on. */
export function DialogButtons({ act, working, unavailable, hotkey, onClose }: ButtonsProps) {
  const { say } = useSpeech();
  return (
    <p className="buttons">
      <Button onClick={onClose} hotkey="Esc">
        {say.account.cancel}
      </Button>
      <Button kind="main" type="submit" hotkey={hotkey} unavailable={working ? say.account.sending : unavailable}>
        {working ? say.account.sending : act}
      </Button>
    </p>
  );
}
