// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class PictureCopy;

// Each copies a picture of its kind up to its end, without what does not belong to its pixels. How it is to
// be turned stays. What is written is never longer than what was taken.
void copyCleanPng(PictureCopy &picture);
void copyCleanJpeg(PictureCopy &picture);
void copyCleanWebp(PictureCopy &picture);
void copyCleanGif(PictureCopy &picture);

/// More of an EXIF is not looked at.
inline constexpr int longestExif = 65536;
