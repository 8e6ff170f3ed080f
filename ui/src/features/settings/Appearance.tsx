import { useSpeech } from "../../i18n";
import { type Theme, themes, type Zoom, zooms } from "../../i18n/names";
import { type Language, languages } from "../../ipc/door";
import { Choice } from "../../kit/Choice";

/** How the window looks on this computer. */
export interface Looks {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

interface Props {
  looks: Looks;
  onLanguage: (language: Language) => void;
}

/** How the window looks. */
export function Appearance({ looks, onLanguage }: Props) {
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
        value={looks.theme}
        options={themes}
        names={say.settings.themes}
        onChoose={looks.onTheme}
      />
      <Choice label={say.settings.zoom} value={looks.zoom} options={zooms} names={zoomNames} onChoose={looks.onZoom} />
    </>
  );
}

const zoomNames: Record<Zoom, string> = { 100: "100 %", 125: "125 %", 150: "150 %", 175: "175 %", 200: "200 %" };
