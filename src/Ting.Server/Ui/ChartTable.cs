namespace Ting.Server.Ui;

/// <summary>The numbers behind a chart, as text. The first column names the rows.</summary>
public sealed record ChartTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
