import type { Sentences } from "../sentences";
import { blocked } from "./blocked";
import { customers } from "./customers";
import { copy, key, search, secret } from "./find";
import { navigation, room } from "./frame";
import { home, notice, status } from "./home";
import { print } from "./print";
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
  print,
  home,
  status,
  notice,
  signIn,
  settings,
  customers,
  blocked,
};
