import { useSpeech } from "../i18n";
import { type Room, rooms } from "../i18n/names";
import { useHelp } from "../kit/help";
import { commandKey } from "../kit/keys";
import { Mark } from "../kit/Mark";

interface Props {
  room: Room;
  onRoom: (room: Room) => void;
}

/** The way from room to room, in words, each with its key. */
export function Navigation({ room, onRoom }: Props) {
  const { say } = useSpeech();
  const help = useHelp();
  return (
    <nav className="navigation" aria-label={say.navigation}>
      <p className="product">
        <Mark />
        <span>鍵札</span>
      </p>
      <ul>
        {rooms.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === room ? "page" : undefined}
              aria-keyshortcuts={`Control+${index + 1}`}
              onClick={() => onRoom(name)}
            >
              {say.room[name]}
              <kbd aria-hidden="true">{commandKey(String(index + 1))}</kbd>
            </button>
          </li>
        ))}
      </ul>
      <ul className="help">
        <li>
          <button type="button" aria-keyshortcuts="F1" onClick={() => help.manual()}>
            {say.manual.open}
            <kbd aria-hidden="true">F1</kbd>
          </button>
        </li>
        <li>
          <button type="button" aria-keyshortcuts="?" onClick={help.shortcuts}>
            {say.manual.keys}
            <kbd aria-hidden="true">?</kbd>
          </button>
        </li>
      </ul>
    </nav>
  );
}
