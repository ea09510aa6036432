namespace Ting.Server.Features.People;

public sealed class PeopleApiText;
