"use strict";

// The sheet that is looked at stays in sight where the tabs do not fit.
document.querySelector(".report-tabs .active")?.scrollIntoView({ inline: "center", block: "nearest" });
