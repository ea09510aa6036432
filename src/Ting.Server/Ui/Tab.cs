namespace Ting.Server.Ui;

/// <summary>One tab: a link, since the URL is the state.</summary>
public sealed record Tab(string Text, string Href, bool On = false, int? Count = null, string? Icon = null);
