import { useSpeech } from "../../i18n";
import shortcuts from "../../i18n/shortcuts.json";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { pressed } from "../../kit/Prose";
import "./manual.css";

/** Every key of the window, from the table that the manual has, too. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { say, language } = useSpeech();
  return (
    <Dialog title={say.manual.shortcuts} className="shortcuts" onClose={onClose}>
      <div className="groups">
        {shortcuts.map((group) => (
          <section key={group.name.en} aria-label={group.name[language]}>
            <h2>{group.name[language]}</h2>
            <dl>
              {group.keys.map((key) => (
                <div key={key.press.join()}>
                  <dt>
                    {key.press.map((press) => (
                      <kbd key={press}>{pressed(press)}</kbd>
                    ))}
                  </dt>
                  <dd>{key.does[language]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="grey">{say.manual.shortcutsNote}</p>
      <p className="buttons">
        <Button kind="main" onClick={onClose} hotkey="Esc" data-first>
          {say.manual.close}
        </Button>
      </p>
    </Dialog>
  );
}
