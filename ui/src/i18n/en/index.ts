import type { Sentences } from "../sentences";
import { blocked } from "./blocked";
import { copy, key, search, secret } from "./find";
import { navigation, room } from "./frame";
import { home, notice, status } from "./home";
import { issue } from "./issue";
import { number } from "./number";
import { print } from "./print";
import { renew } from "./renew";
import { settings } from "./settings";
import { signIn } from "./signin";

/** Every sentence of the window in English. */
export const en: Sentences = {
  room,
  navigation,
  search,
  key,
  copy,
  secret,
  number,
  issue,
  print,
  home,
  status,
  notice,
  signIn,
  renew,
  settings,
  blocked,
};
