/** A script that loads every table with types and labels, in base R. It reads the code book beside it, so it is the same for every session. */
export const loadWithR = String.raw`# Loads the tables in the folder data with types and labels, in base R:
#
#   source("load.R", chdir = TRUE)
#   tables$all_apps_wide                                   a data frame; its columns are named as in the files
#   attr(tables$all_apps_wide[["participant.payoff"]], "label")   what a column means
#
# Choices are factors whose levels are the values; the words people read are in attr(column, "labels").

.read <- function(file) {
  read.csv(file, colClasses = "character", check.names = FALSE, na.strings = character(), encoding = "UTF-8")
}

.book <- .read("codebook.csv")
.values <- .read("value_labels.csv")

.typed <- function(column, type, values) {
  column[column == ""] <- NA
  if (type == "whole number" || type == "number" || type == "money") return(as.numeric(column))
  if (type == "yes or no") return(as.logical(as.integer(column)))
  if (type == "moment") return(as.POSIXct(column, tz = "UTC", format = "%Y-%m-%d %H:%M:%OS"))
  if (type == "choice") return(factor(column, levels = unique(c(values$value, column[!is.na(column)]))))
  column
}

.load <- function(table) {
  frame <- .read(file.path("data", paste0(table, ".csv")))
  book <- .book[.book$table == table, ]
  for (name in names(frame)) {
    entry <- book[book$variable == name, ][1, ]
    values <- .values[.values$table == table & .values$variable == name, ]
    column <- .typed(frame[[name]], entry$type, values)
    attr(column, "label") <- entry$label
    if (nrow(values) > 0) attr(column, "labels") <- setNames(values$value, values$label)
    frame[[name]] <- column
  }
  frame
}

tables <- lapply(setNames(nm = unique(.book$table)), .load)
`;
