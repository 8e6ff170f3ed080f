import { useSpeech } from "../i18n";
import { type Room, rooms } from "../i18n/names";
import { commandKey } from "../kit/keys";

interface Props {
  room: Room;
  onRoom: (room: Room) => void;
}

/** The way from room to room, in words, each with its key. */
export function Navigation({ room, onRoom }: Props) {
  const { say } = useSpeech();
  return (
    <nav className="navigation" aria-label={say.navigation}>
      <p className="product">
        <Tag />
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
    </nav>
  );
}

/** The product's mark: a tag with a key on it. */
function Tag() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M8 1h8l4 4v16a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5z" fill="currentColor" />
      <g fill="none" stroke="var(--ground)" strokeWidth="2" strokeLinecap="round">
        <circle cx="12" cy="8.5" r="2.7" />
        <path d="M12 11.2V19M12 15h3M12 18.2h2.2" />
      </g>
    </svg>
  );
}
