// A code that came with the address of a printed list: put in the field, and out of the address at once. Browsers send
// what stands after the # to nobody. Without this file one types the code.
"use strict";

const field = document.getElementById("code");
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  field.form.querySelector("button").focus();
}
