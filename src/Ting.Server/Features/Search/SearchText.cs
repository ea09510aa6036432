namespace Ting.Server.Features.Search;

public sealed class SearchText;
