import { blocked } from "./blocked";
import { customers } from "./customers";
import { copy, key, search, secret } from "./find";
import { navigation, room } from "./frame";
import { home, notice, status } from "./home";
import { print } from "./print";
import { settings } from "./settings";
import { signIn } from "./signin";

/** Every sentence of the window in Japanese. `en` has the same, or does not compile. */
export const ja = {
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
