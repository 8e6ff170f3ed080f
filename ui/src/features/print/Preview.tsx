import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import type { Preview as PreviewState } from "./usePreview";

interface Props {
  preview: PreviewState;
  /** What stands below the first page, where there is no turning to others. */
  caption?: string;
}

/** The page itself, as it will be printed. */
export function Preview({ preview, caption }: Props) {
  const { say, explain } = useSpeech();
  const { page, turn } = preview;
  return (
    <figure className="preview">
      {preview.state === "problem" && <Notice words={explain(preview.problem)} />}
      {preview.state === "making" && <p className="making">{say.print.previewing}</p>}
      {preview.state === "shown" && (
        <>
          <div className="sheet">
            <img
              src={preview.view.image}
              alt={caption ?? say.print.previewOf(page + 1, preview.view.pages)}
              draggable={false}
            />
          </div>
          <figcaption>
            {caption ?? say.print.pages(preview.view.pages)}
            {!caption && preview.view.pages > 1 && (
              <>
                <Button kind="quiet" onClick={() => turn(Math.max(page - 1, 0))}>
                  {say.print.previousPage}
                </Button>
                <Button kind="quiet" onClick={() => turn(Math.min(page + 1, preview.view.pages - 1))}>
                  {say.print.nextPage}
                </Button>
              </>
            )}
          </figcaption>
        </>
      )}
    </figure>
  );
}
