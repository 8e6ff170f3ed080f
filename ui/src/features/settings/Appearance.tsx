import { useSpeech } from "../../i18n";
import { type Theme, themes } from "../../i18n/names";
import { type Language, languages } from "../../ipc/door";
import { Choice } from "../../kit/Choice";

interface Props {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onLanguage: (language: Language) => void;
}

/** How the window looks. */
export function Appearance({ theme, onTheme, onLanguage }: Props) {
  const { say, language } = useSpeech();
  return (
    <>
      <Choice
        label={say.settings.language}
        value={language}
        options={languages}
        names={say.settings.languages}
        onChoose={onLanguage}
      />
      <Choice
        label={say.settings.theme}
        value={theme}
        options={themes}
        names={say.settings.themes}
        onChoose={onTheme}
      />
    </>
  );
}
