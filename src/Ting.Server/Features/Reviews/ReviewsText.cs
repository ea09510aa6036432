namespace Ting.Server.Features.Reviews;

public sealed class ReviewsText;
