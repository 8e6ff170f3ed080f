export const number = {
  box: (label: string, box: number, boxes: number) => `${label} ${box}／${boxes}`,
  mend: (typed: string, meant: string) => `「${typed}」を「${meant}」に直す`,
};
