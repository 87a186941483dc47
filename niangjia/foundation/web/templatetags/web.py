"""Tags for the fragments of templates/web/fragments/; each fragment says at its top what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html_join

from niangjia.foundation.web import cells, forms, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.forms import BoundField
    from django.template.context import Context
    from django.utils.safestring import SafeString

    from niangjia.foundation.web.charts import Chart
    from niangjia.foundation.web.pieces import Item, Progress, Step

register = template.Library()
register.simple_tag(cells.icon, name="icon")
register.simple_tag(cells.state, name="state")


@register.simple_block_tag(end_name="endcard")
def card(content: str, title: str = "", **given: Any) -> SafeString:
    return render_to_string("web/fragments/card.html", {"content": content, "title": title, **given})


@register.inclusion_tag("web/fragments/list.html")
def item_list(items: Iterable[Item], empty: str = "") -> dict[str, Any]:
    return {"items": items, "empty": empty}


@register.inclusion_tag("web/fragments/timeline.html")
def timeline(steps: Iterable[Step]) -> dict[str, Any]:
    return {"steps": steps}


@register.inclusion_tag("web/fragments/progress.html", takes_context=True)
def progress(context: Context, job: Progress) -> dict[str, Any]:
    return {"job": job, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("web/fragments/empty.html")
def empty_state(title: str, **given: Any) -> dict[str, Any]:
    return {"title": title, **given}


@register.inclusion_tag("web/fragments/error.html")
def error_box(title: str, **given: Any) -> dict[str, Any]:
    return {"title": title, **given}


@register.inclusion_tag("web/fragments/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    return {"chart": chart}


@register.simple_tag
def chart_scripts() -> SafeString:
    """What draws charts; it is large, so only pages with a chart have it, in their block scripts."""
    sources = ((static(f"web/{path}"),) for path in ("vendor/echarts.js", "js/charts.js"))
    return format_html_join("\n", '<script src="{}" defer></script>', sources)


@register.inclusion_tag("web/fragments/confirm.html", takes_context=True)
def confirm(context: Context, title: str, **given: Any) -> dict[str, Any]:
    return {"title": title, "csrf_token": context.get("csrf_token", ""), **given}


@register.inclusion_tag("web/fragments/table.html", takes_context=True)
def data_table(
    context: Context, page: Page[Any], columns: Sequence[tables.Column], caption: str, **given: Any
) -> dict[str, Any]:
    query = _query(context)
    return {
        "id": "table",
        **given,
        "query": query,
        "path": context["request"].path if "request" in context else "",
        "kept": tables.kept(query, given.get("filters")),
        "page": page,
        "caption": caption,
        "headers": tables.headers(columns, given.get("sort", ""), query),
        "rows": cells.lines(columns, page.object_list),
    }


@register.inclusion_tag("web/fragments/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], label: str = "", target: str = "") -> dict[str, Any]:
    query = context.get("query") or _query(context)
    around = {
        "previous": tables.with_query(query, page=page.previous_page_number()) if page.has_previous() else "",
        "next": tables.with_query(query, page=page.next_page_number()) if page.has_next() else "",
    }
    return {
        "page": page,
        "links": tables.page_links(page, query),
        "counted": tables.counted(page),
        "label": label,
        "target": target,
        **around,
    }


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


@register.filter
def dressed(field: BoundField) -> SafeString:
    """A field's control alone, for forms that stand in a table of their own."""
    return forms.dressed(field)


@register.filter
def yuan(amount: Any) -> str:
    """An amount in yuan with two decimals and groups of three, e.g. 12,000.00."""
    return f"{amount:,.2f}"


@register.filter
def grouped(number: Any) -> str:
    """A number with groups of three, e.g. 500,700."""
    return f"{number:,}"


@register.filter
def words(text: str) -> list[str]:
    """A text as its words, to loop over a few names."""
    return text.split()
