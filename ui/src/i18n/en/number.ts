export const number = {
  box: (label: string, box: number, boxes: number) => `${label}, ${box} of ${boxes}`,
  mend: (typed: string, meant: string) => `Change “${typed}” to “${meant}”`,
};
