# What R's package `survey` answers to a file of cases: fills in `expected`, so that more cases can be held against
# `meedoen survey run` than those that were published (docs/survey-validation.md).
#
#   Rscript scripts/survey-reference.R CASES.json OUT.json
#
# Needs R with the packages survey, MASS and jsonlite. Nothing that is built, run or tested needs this script: it made
# crates/meedoen/tests/cases/more.json, with R 4.2.2 and survey 4.1.1, in which the functions that 4.5 changed were replaced by
# ones that follow it. With 4.5 itself it needs no such thing.
suppressMessages({
  library(survey)
  library(jsonlite)
})
arguments <- commandArgs(TRUE)
folder <- dirname(arguments[1])
`%or%` <- function(given, usual) if (is.null(given)) usual else given
about <- function(names) as.formula(paste("~", paste(names, collapse = "+")))
about_factor <- function(name) as.formula(sprintf("~factor(%s)", name))

# A number as the cases spell it.
number <- function(x) {
  x <- as.numeric(x)
  if (length(x) == 0 || (is.na(x) && !is.nan(x))) return(NULL)
  if (is.nan(x)) "NaN" else if (is.infinite(x)) c("-Inf", "Inf")[1 + (x > 0)] else x
}
square <- function(m) unname(lapply(seq_len(nrow(m)), function(i) unname(lapply(m[i, ], number))))

totals_of <- function(data, margin) {
  frame <- data.frame(names(margin$totals), as.numeric(unlist(margin$totals)), stringsAsFactors = FALSE)
  names(frame) <- c(margin$var, "Freq")
  if (is.numeric(data[[margin$var]])) frame[[1]] <- as.numeric(frame[[1]])
  frame
}

calibrated <- function(design, data, step) {
  population <- if (is.null(step$N)) c() else c("(Intercept)" = step$N)
  terms <- c()
  whole <- is.null(step$N) # without an intercept, the first variable keeps all its categories
  for (aux in step$aux) {
    if (aux$type == "numeric") {
      population <- c(population, setNames(aux$total, aux$var))
      terms <- c(terms, aux$var)
    } else {
      categories <- levels(factor(data[[aux$var]]))
      term <- if (is.numeric(data[[aux$var]])) sprintf("factor(%s)", aux$var) else aux$var
      totals <- setNames(unlist(aux$totals)[categories], paste0(term, categories))
      population <- c(population, if (whole) totals else totals[-1])
      whole <- FALSE
      terms <- c(terms, term)
    }
  }
  formula <- as.formula(paste("~", paste(c(if (is.null(step$N)) "0", terms), collapse = "+")))
  call <- list(design, formula, population, calfun = step$calfun %or% "linear")
  if (!is.null(step$bounds)) {
    bounds <- as.numeric(unlist(lapply(step$bounds, function(b) b %or% NA)))
    call$bounds <- ifelse(is.na(bounds), c(-Inf, Inf), bounds)
  }
  for (key in c("maxit", "epsilon")) if (!is.null(step[[key]])) call[[key]] <- step[[key]]
  if (!is.null(step$aggregate_stage)) call$aggregate.stage <- step$aggregate_stage
  do.call(calibrate, call)
}

weighted <- function(design, data, step) {
  switch(step$method,
    poststratify = postStratify(design, about(step$var), totals_of(data, step), partial = isTRUE(step$partial)),
    rake = rake(design, lapply(step$margins, function(m) about(m$var)), lapply(step$margins, totals_of, data = data),
      control = list(maxit = step$maxit %or% 10, epsilon = step$epsilon %or% 1)),
    trim = trimWeights(design, upper = step$upper %or% Inf, lower = step$lower %or% -Inf, strict = isTRUE(step$strict)),
    calibrate = calibrated(design, data, step)
  )
}

designed <- function(asked, data) {
  options(
    survey.lonely.psu = asked$lonely_psu %or% "fail",
    survey.adjust.domain.lonely = isTRUE(asked$adjust_domain_lonely)
  )
  if (!is.null(asked$repweights)) {
    given <- asked$repweights
    call <- list(
      weights = about(asked$weights), repweights = data[, unlist(given$columns)], data = data,
      type = given$type %or% "other", combined.weights = given$combined %or% TRUE
    )
    for (key in c("scale", "rscales", "rho", "mse")) if (!is.null(given[[key]])) call[[key]] <- unlist(given[[key]])
    design <- do.call(svrepdesign, call)
  } else {
    call <- list(ids = if (is.null(asked$ids)) ~1 else about(unlist(asked$ids)), data = data, nest = isTRUE(asked$nest))
    for (key in c("weights", "strata", "fpc")) if (!is.null(asked[[key]])) call[[key]] <- about(unlist(asked[[key]]))
    if (!is.null(asked$pps)) call$pps <- if (asked$pps == "HR") HR() else asked$pps
    if (is.null(asked$weights) && is.null(asked$fpc)) {
      call$weights <- ~.one
      call$data$.one <- 1
    }
    design <- do.call(svydesign, call)
    if (!is.null(asked$replicate)) {
      call <- list(design, type = asked$replicate$type, mse = isTRUE(asked$replicate$mse))
      if (!is.null(asked$replicate$rho)) call$fay.rho <- asked$replicate$rho
      design <- do.call(as.svrepdesign, call)
    }
  }
  for (step in asked$weighting) design <- weighted(design, data, step)
  if (is.null(asked$domain)) return(design)
  inside <- rep(TRUE, nrow(data))
  for (condition in asked$domain) {
    x <- data[[condition$var]]
    v <- unlist(condition$value)
    inside <- inside & switch(condition$op %or% "==",
      "==" = x == v, "!=" = x != v, "<" = x < v, "<=" = x <= v, ">" = x > v, ">=" = x >= v,
      "in" = x %in% v, "not in" = !(x %in% v), "is.na" = is.na(x), "!is.na" = !is.na(x)
    )
  }
  design[which(inside & !is.na(inside)), ]
}

row_of <- function(name, estimate, se = NULL, interval = NULL, deff = NULL) {
  row <- c(name, list(estimate = number(estimate)))
  if (!is.null(se)) row <- c(row, list(se = number(se)))
  if (!is.null(interval)) row <- c(row, list(ci_low = number(interval[1]), ci_high = number(interval[2])))
  if (!is.null(deff)) c(row, list(deff = number(deff))) else row
}

# One row a number of a statistic; `names` gives each its name.
rows_of <- function(statistic, names, asked, df) {
  interval <- confint(statistic, level = asked$level, df = df)
  deff <- if (!is.null(asked$deff) && !isFALSE(asked$deff)) as.numeric(unlist(deff(statistic)))
  values <- as.numeric(coef(statistic))
  errors <- as.numeric(unlist(SE(statistic)))
  lapply(seq_along(values), function(i) row_of(names[[i]], values[i], errors[i], interval[i, ], deff[i]))
}

FUNCTIONS <- list(
  mean = svymean, total = svytotal, proportion = svymean, proportion_total = svytotal, ratio = svyratio,
  quantile = svyquantile, variance = svyvar
)
is_share <- function(stat) stat %in% c("proportion", "proportion_total")

quantiles <- function(asked, design, df) {
  rows <- list()
  for (var in unlist(asked$vars)) {
    call <- list(about(var), design, as.numeric(unlist(asked$p %or% 0.5)), na.rm = asked$na_rm, ci = TRUE,
      alpha = 1 - asked$level)
    if (!is.null(asked$qrule)) call$qrule <- asked$qrule
    if (!is.null(asked$interval)) call$interval.type <- asked$interval
    if (!is.null(asked$ci_df)) call$df <- df
    found <- do.call(svyquantile, call)[[1]]
    for (i in seq_len(nrow(found))) {
      name <- list(var = var, p = as.numeric(unlist(asked$p %or% 0.5))[i])
      rows[[length(rows) + 1]] <- row_of(name, found[i, 1], found[i, 4], found[i, 2:3])
    }
  }
  rows
}

# One row a number in each group, groups fastest.
by_groups <- function(asked, design, data, df) {
  by <- unlist(asked$by)
  stat <- asked$stat %or% "mean"
  rows <- list()
  for (var in unlist(if (stat == "ratio") asked$numerator else asked$vars)) {
    call <- list(if (is_share(stat)) about_factor(var) else about(var), about(by), design, FUNCTIONS[[stat]],
      na.rm = asked$na_rm, keep.names = FALSE)
    if (stat == "ratio") call$denominator <- about(unlist(asked$denominator))
    if (!is.null(asked$deff)) call$deff <- asked$deff
    if (stat == "quantile") {
      call <- c(call, list(quantiles = unlist(asked$p %or% 0.5), ci = TRUE, vartype = "ci", alpha = 1 - asked$level))
      for (key in c("qrule", "interval")) if (!is.null(asked[[key]])) call[[c(qrule = "qrule", interval = "interval.type")[key]]] <- asked[[key]]
    }
    found <- do.call(svyby, call)
    group <- function(i) lapply(setNames(by, by), function(column) as.character(found[i, column]))
    shown <- if (stat == "ratio") paste0(var, "/", unlist(asked$denominator)) else var
    if (stat == "quantile") {
      table <- as.data.frame(found)
      asked_p <- unlist(asked$p %or% 0.5)
      for (j in seq_along(asked_p)) for (i in seq_len(nrow(found))) {
        at <- length(by) + j + length(asked_p) * 0:2
        rows[[length(rows) + 1]] <- row_of(list(by = group(i), var = shown, p = asked_p[j]), table[i, at[1]],
          interval = table[i, at[2:3]])
      }
    } else {
      names <- list()
      for (level in if (is_share(stat)) levels(factor(data[[var]])) else NA) for (i in seq_len(nrow(found))) {
        name <- list(by = group(i), var = shown)
        names[[length(names) + 1]] <- if (is.na(level)) name else c(name, list(level = level))
      }
      rows <- c(rows, rows_of(found, names, asked, df))
    }
  }
  rows
}

shares <- function(asked, design, df) {
  value <- if (is.character(asked$value)) sprintf('"%s"', asked$value) else format(asked$value, digits = 17)
  call <- list(as.formula(sprintf("~I(%s==%s)", asked$var, value)), design, method = asked$method %or% "logit",
    level = asked$level)
  if (!is.null(asked$ci_df)) call$df <- df
  found <- do.call(svyciprop, call)
  list(row_of(list(var = asked$var, level = asked$value), as.numeric(found), sqrt(as.numeric(attr(found, "var"))),
    attr(found, "ci")))
}

weights_of <- function(asked, design, data) {
  w <- as.numeric(weights(design, "sampling"))
  n <- length(w)
  shown <- unique(round(seq(1, n, length.out = 12)))
  margins <- lapply(setNames(nm = unlist(asked$margins)), function(m) as.list(tapply(w, data[[m]][seq_len(n)], sum)))
  list(
    n = n, sum = number(sum(w)), sumsq = number(sum(w^2)), min = number(min(w)), max = number(max(w)),
    mean = number(mean(w)), kish_deff = number(n * sum(w^2) / sum(w)^2), n_eff = number(sum(w)^2 / sum(w^2)),
    at = lapply(shown, function(i) list(row = i, w = number(w[i]))), margins = margins
  )
}

tested <- function(test, ...) {
  parameter <- as.numeric(test$parameter)
  list(c(list(...), list(
    statistic = number(test$statistic), parameter = if (length(parameter) == 1) parameter else as.list(parameter),
    p = number(test$p.value)
  )))
}

answer <- function(case) {
  data <- read.csv(file.path(folder, case$data), stringsAsFactors = FALSE, na.strings = "", check.names = FALSE)
  design <- designed(case$design, data)
  asked <- case$estimator
  asked$level <- asked$level %or% 0.95
  asked$na_rm <- asked$na_rm %or% TRUE
  df <- as.numeric(asked$ci_df %or% degf(design))
  vars <- unlist(asked$vars)
  if (asked$kind == "weights") return(weights_of(asked, design, data))
  group <- function(name) if (is.numeric(data[[name]])) sprintf("factor(%s)", name) else name
  out <- list(df = number(degf(design)))
  if (asked$kind == "by") {
    by <- unlist(asked$by)
    degrees <- svyby(about(by[1]), about(by), design, function(x, design, ...) degf(design), keep.var = FALSE)
    group <- function(i) lapply(setNames(by, by), function(column) as.character(degrees[i, column]))
    out$domain_df <- lapply(seq_len(nrow(degrees)), function(i) {
      list(by = group(i), df = number(degrees[i, ncol(degrees)]))
    })
  }
  out$rows <- switch(asked$kind,
    mean = , total = , variance = unlist(lapply(vars, function(var) {
      call <- list(about(var), design, na.rm = asked$na_rm)
      if (asked$kind != "variance") call$deff <- asked$deff %or% FALSE
      rows_of(do.call(FUNCTIONS[[asked$kind]], call), list(list(var = var)), asked, df)
    }), recursive = FALSE),
    proportion = , proportion_total = unlist(lapply(vars, function(var) {
      found <- FUNCTIONS[[asked$kind]](about_factor(var), design, na.rm = asked$na_rm, deff = asked$deff %or% FALSE)
      if (isTRUE(asked$vcov)) out$vcov <<- square(vcov(found))
      level <- sub(sprintf("factor(%s)", var), "", names(coef(found)), fixed = TRUE)
      rows_of(found, lapply(level, function(level) list(var = var, level = level)), asked, df)
    }), recursive = FALSE),
    ratio = {
      found <- svyratio(about(unlist(asked$numerator)), about(unlist(asked$denominator)), design, na.rm = asked$na_rm,
        deff = asked$deff %or% FALSE)
      rows_of(found, lapply(names(coef(found)), function(var) list(var = var)), asked, df)
    },
    vcov = {
      found <- FUNCTIONS[[asked$stat %or% "mean"]](about(vars), design, na.rm = asked$na_rm)
      out$vcov <- square(vcov(found))
      rows_of(found, lapply(names(coef(found)), function(level) list(var = NULL, level = level)), asked, df)
    },
    quantile = quantiles(asked, design, df),
    by = by_groups(asked, design, data, df),
    ciprop = shares(asked, design, df),
    chisq = tested(svychisq(about(vars), design, statistic = asked$statistic %or% "F")),
    gof = tested(svygofchisq(about(vars), as.numeric(unlist(asked$p)), design)),
    ttest = {
      formula <- if (is.null(asked$group)) sprintf("I(%s-(%s))~0", asked$y, asked$mu %or% 0) else
        sprintf("%s~factor(%s)", asked$y, asked$group)
      test <- svyttest(as.formula(formula), design)
      interval <- confint(test, level = asked$level)
      rows <- tested(test, estimate = number(test$estimate))
      list(c(rows[[1]], list(ci_low = number(interval[1]), ci_high = number(interval[2]))))
    },
    ranktest = {
      test <- svyranktest(as.formula(paste(asked$y, "~", group(asked$group))), design, test = asked$test %or% "wilcoxon")
      if (is.null(test$estimate)) tested(test) else tested(test, estimate = number(test$estimate))
    },
    contrast_by = , contrast_vars = {
      means <- if (asked$kind == "contrast_vars") svymean(about(vars), design, na.rm = asked$na_rm) else
        svyby(about(vars), about(unlist(asked$by)), design, svymean, na.rm = asked$na_rm, covmat = TRUE)
      found <- svycontrast(means, unlist(asked$coef))
      list(row_of(list(), coef(found), SE(found)))
    },
    table = {
      call <- list(about(vars), design)
      if (!is.null(asked$Ntotal)) call$Ntotal <- asked$Ntotal
      cells <- as.data.frame(do.call(svytable, call), stringsAsFactors = FALSE)
      lapply(seq_len(nrow(cells)), function(i) {
        row_of(list(cell = lapply(setNames(vars, vars), function(var) as.character(cells[i, var]))), cells[i, "Freq"])
      })
    },
    alpha = list(list(estimate = number(svycralpha(about(vars), design, na.rm = asked$na_rm)))),
    stop("unknown kind")
  )
  out
}

document <- fromJSON(arguments[1], simplifyVector = FALSE)
cases <- lapply(document$cases %or% document, function(case) {
  if (is.null(case$data)) return(case)
  warnings <- c()
  case$expected <- tryCatch(
    withCallingHandlers(answer(case), warning = function(w) {
      warnings <<- c(warnings, conditionMessage(w))
      invokeRestart("muffleWarning")
    }),
    error = function(e) list(error = conditionMessage(e), error_class = "must_refuse_or_report")
  )
  if (length(warnings)) case$r_warnings <- paste(unique(warnings), collapse = "; ")
  case
})
write(toJSON(list(cases = cases), auto_unbox = TRUE, digits = 15, null = "null", na = "null"), arguments[2])
